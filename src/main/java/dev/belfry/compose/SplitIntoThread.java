package dev.belfry.compose;

import dev.belfry.compose.Breaks.Break;
import dev.belfry.post.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Cuts a long text into parts that a network takes: at the end of a paragraph, else of a sentence,
 * else of a word. No link, mention, hashtag or grapheme is cut.
 *
 * <p>A paragraph's end is taken where it leaves the part at least a quarter full, so that a heading
 * stays with what it heads. Numbers count towards the limit. Immutable and thread-safe.
 */
public final class SplitIntoThread {

  /** More would be a mistake rather than a thread. */
  public static final int MOST_PARTS = 1_000;

  private static final int LEAST_WINDOW = 1_024;
  private static final int LOOK_AHEAD = 100;
  private static final int WINDOW_SLACK = 5_000;

  private final TextRules rules;
  private final Numbering numbering;

  public SplitIntoThread(TextRules rules, Numbering numbering) {
    this.rules = rules;
    this.numbering = numbering;
  }

  /**
   * Splits a text. One that fits as it is stays one part, without a number.
   *
   * @throws InvalidInput for a blank text, a word that no part can hold, and a text for more than
   *     {@value #MOST_PARTS} parts
   */
  public Split split(String text) {
    if (Words.areNone(text)) {
      throw new InvalidInput("", "there is no text to split");
    }
    if (rules.measure(text).excess() == 0) {
      return new Split(List.of(text), List.of(text));
    }
    // How many parts there are decides how long their numbers are, and the other way round.
    int digits = 1;
    while (true) {
      List<String> slices = cut(text, "9".repeat(digits));
      String count = Integer.toString(slices.size());
      if (numbering.isNone() || count.length() <= digits) {
        return new Split(slices, numbered(slices, count));
      }
      digits = count.length();
    }
  }

  private List<String> cut(String text, String count) {
    List<String> slices = new ArrayList<>();
    int end;
    for (int start = 0; start < text.length(); start = end) {
      if (slices.size() == MOST_PARTS) {
        throw new InvalidInput("", "the text makes more than 1,000 parts; split it into files");
      }
      end = start + next(text, start, numbering.behind(slices.size() + 1, count));
      slices.add(text.substring(start, end));
    }
    return slices;
  }

  private List<String> numbered(List<String> slices, String count) {
    if (numbering.isNone()) {
      return slices;
    }
    List<String> parts = new ArrayList<>();
    for (String slice : slices) {
      String content = slice.substring(0, Words.contentEnd(slice, 0, slice.length()));
      parts.add(content + numbering.behind(parts.size() + 1, count));
    }
    return parts;
  }

  /** How long the part is that starts at {@code start} and bears this number. */
  private int next(String text, int start, String number) {
    Window window = window(text, start, number);
    int room = window.room();
    while (room > 0) {
      Optional<Break> best = best(window.breaks(), room);
      int end = best.map(Break::next).orElseGet(() -> withinWhiteSpace(window));
      if (fits(window.text().substring(0, end), number)) {
        return end;
      }
      // A word may weigh more at the start of a part, or by itself, than it did in the whole.
      room = best.map(b -> reach(b) - 1).orElse(0);
    }
    throw tooLong(window);
  }

  private Optional<Break> best(List<Break> breaks, int room) {
    Predicate<Break> quarterFull = b -> b.contentEnd() * 4L >= room;
    List<Break> reachable = breaks.stream().filter(b -> reach(b) <= room).toList();
    return last(reachable, Breaks.Kind.TEXT)
        .or(() -> last(reachable.stream().filter(quarterFull).toList(), Breaks.Kind.PARAGRAPH))
        .or(() -> last(reachable, Breaks.Kind.SENTENCE))
        .or(() -> last(reachable, Breaks.Kind.WORD));
  }

  private static Optional<Break> last(List<Break> breaks, Breaks.Kind atLeast) {
    return breaks.stream()
        .filter(b -> b.kind().compareTo(atLeast) >= 0)
        .reduce((first, second) -> second);
  }

  /** What has to fit: a number takes the place of the white space. */
  private int reach(Break place) {
    return numbering.isNone() ? place.next() : place.contentEnd();
  }

  /** Where only the white space behind a word is too long, it goes on in the next part. */
  private int withinWhiteSpace(Window window) {
    boolean isBehindAWord =
        window.breaks().stream()
            .anyMatch(b -> b.contentEnd() <= window.room() && b.kind() != Breaks.Kind.TEXT);
    if (!isBehindAWord) {
      throw tooLong(window);
    }
    return window.room();
  }

  private boolean fits(String slice, String number) {
    String content =
        number.isEmpty() ? slice : slice.substring(0, Words.contentEnd(slice, 0, slice.length()));
    return rules.measure(content + number).excess() == 0;
  }

  /**
   * As much of the text as decides about the next part.
   *
   * @param breaks where the window may be cut
   * @param room how much of it fits, by its UTF-16 index
   */
  private record Window(String text, List<Break> breaks, int room) {}

  private Window window(String text, int start, String number) {
    // A line break keeps the number apart from whatever follows; it counts as much as the space.
    String lead = number.isEmpty() ? "" : number.strip() + "\n";
    int size = LEAST_WINDOW;
    while (true) {
      String ahead =
          text.substring(start, (int) Math.min(text.length(), (long) start + size + WINDOW_SLACK));
      int end = Words.end(ahead, Math.min(size, ahead.length()));
      String window = ahead.substring(0, end);
      Measure measure = rules.measure(lead + window);
      boolean goesOn = start + end < text.length();
      if (measure.excess() > 0 || !goesOn) {
        return window(window, measure.fitsUpTo() - lead.length(), goesOn);
      }
      size *= 4;
    }
  }

  private static Window window(String text, int room, boolean goesOn) {
    int end = decisive(text, Math.max(room, 0));
    List<Break> breaks = Breaks.in(text.substring(0, end), goesOn || end < text.length());
    return new Window(text, breaks, room);
  }

  /** How much of the text has a say in where to cut: what fits, and a look at what follows. */
  private static int decisive(String text, int room) {
    int wordEnd = Words.wordEnd(text, room);
    return wordEnd - room > LOOK_AHEAD
        ? room + LOOK_AHEAD
        : Math.min(text.length(), Words.end(text, room) + LOOK_AHEAD);
  }

  private InvalidInput tooLong(Window window) {
    String text = window.text();
    int start = 0;
    while (start < text.length() && Words.isWhiteSpace(text.charAt(start))) {
      start++;
    }
    if (start == text.length() || (window.room() > 0 && start >= window.room())) {
      return new InvalidInput("", "there is more white space in a row than a part can hold");
    }
    String word = text.substring(start, Words.wordEnd(text, start));
    return new InvalidInput(
        "",
        String.format(
            Locale.ROOT,
            "\"%s\" is one word of %,d characters, more than a part can hold; break it up yourself",
            Excerpt.startOf(word),
            Graphemes.count(word)));
  }
}
