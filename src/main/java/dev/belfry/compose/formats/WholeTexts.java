package dev.belfry.compose.formats;

import dev.belfry.post.InvalidInput;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Finds the whole of those posts of X's archive that are cut off after 280 characters: {@code
 * data/note-tweet.js} has it, and tells of no post to which it belongs. It is the one that was made
 * in the same moment and begins as the whole does; where that is not one of each, nobody knows.
 */
final class WholeTexts {
  /** The two are made one after the other, and rarely in the same second. */
  private static final Duration APART = Duration.ofSeconds(5);

  /** Between these X's ids tell when a post was made. */
  private static final Instant FIRST = Instant.parse("2010-11-05T00:00:00Z");

  private static final Instant LAST = Instant.parse("2079-01-01T00:00:00Z");

  /** What a cut text ends with, and at times a link to the post itself behind it. */
  private static final Pattern CUT = Pattern.compile("\u2026(?:\\s+https?://\\S+)?\\s*$");

  /** So many characters of the widest kind are 280 by X's counting, less what it may cut more. */
  private static final int SHORTEST_CUT = 130;

  /** Those whom a post answers stand before its text, and not before the whole. */
  private static final Pattern ANSWERED = Pattern.compile("^(?:@\\w+\\s+)+");

  private static final Pattern LINK = Pattern.compile("https?://\\S*");

  private final NavigableMap<Long, ArchivedTweet> posts;
  private final Map<Long, String> whole = new HashMap<>();
  private final Set<Long> unsure = new HashSet<>();
  private int read;

  /**
   * @param posts all of the archive, by their ids
   */
  WholeTexts(NavigableMap<Long, ArchivedTweet> posts) {
    this.posts = posts;
  }

  /**
   * Takes the next element of {@code note-tweet.js}.
   *
   * @param place what stands before the places of problems
   * @throws InvalidInput where it is none
   */
  void add(JsonNode element, String place) {
    read++;
    JsonNode note = element.path("noteTweet").isObject() ? element.path("noteTweet") : element;
    String text = text(note.path("core"));
    Optional<Instant> at = at(note);
    if (text.isEmpty() || at.isEmpty()) {
      throw new InvalidInput(
          "%stext %d".formatted(place, read), "this is not a long text of X's archive");
    }
    List<Long> its =
        posts
            .subMap(
                XArchiveKey.firstId(at.get().minus(APART)),
                XArchiveKey.firstId(at.get().plus(APART).plusSeconds(1)))
            .values()
            .stream()
            .filter(post -> isCut(post.text()) && isStart(post.text(), text))
            .map(ArchivedTweet::id)
            .toList();
    for (long post : its) {
      if (its.size() > 1 || whole.putIfAbsent(post, text) != null) {
        unsure.add(post);
      }
    }
  }

  private static Optional<Instant> at(JsonNode note) {
    try {
      return Optional.of(Instant.parse(note.path("createdAt").stringValue("")))
          .filter(at -> at.isAfter(FIRST) && at.isBefore(LAST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode core) {
    String text = core.path("text").stringValue("");
    for (JsonNode link : core.path("urls")) {
      String shortened = link.path("shortUrl").stringValue("");
      String written = link.path("expandedUrl").stringValue("");
      text = shortened.isEmpty() || written.isEmpty() ? text : text.replace(shortened, written);
    }
    return ArchivedTweet.decoded(text).strip();
  }

  /** Links may be shortened otherwise in the one than in the other. */
  private static boolean isStart(String cut, String whole) {
    String start = comparable(CUT.matcher(cut).replaceFirst(""));
    return !start.isEmpty() && comparable(whole).startsWith(start);
  }

  private static String comparable(String text) {
    Matcher answered = ANSWERED.matcher(text);
    String said = answered.find() ? text.substring(answered.end()) : text;
    return LINK.matcher(said).replaceAll("\uFFFC").replaceAll("\\s+", " ").strip();
  }

  /** The whole of the post; empty where there is none, or not for certain. */
  Optional<String> of(long post) {
    return unsure.contains(post) ? Optional.empty() : Optional.ofNullable(whole.get(post));
  }

  /** Whether a post may be cut off of which the whole is not known. */
  boolean isMissing(ArchivedTweet post) {
    return of(post.id()).isEmpty() && isCut(post.text());
  }

  private static boolean isCut(String text) {
    return CUT.matcher(text).find() && text.codePointCount(0, text.length()) >= SHORTEST_CUT;
  }
}
