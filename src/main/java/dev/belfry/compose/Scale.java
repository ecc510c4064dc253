package dev.belfry.compose;

import java.util.List;

/**
 * Adds up a text word by word against a limit. The weight of a text must be the sum of its words'.
 */
abstract class Scale {

  /**
   * Up to here, and up to the limit, the count is exact. Past it every code point counts as it
   * would outside links: the number says no more than "far too long", and hostile input can't take
   * long.
   */
  private static final int EXACT = 30_000;

  /** What a word weighs behind another, as the network counts it. */
  abstract int weigh(String word);

  /** What a word weighs at the start of a text. */
  int weighFirst(String word) {
    return weigh(word);
  }

  /** What a word weighs at a glance, should it be far too late to matter. */
  abstract int weighRoughly(String word);

  /** What the limit must not fall into, in order. */
  abstract List<Entity> unbroken(String word);

  /** The measure of a text, but for what else may keep it from fitting. */
  final Measure measure(String text, int limit, String unit) {
    long total = 0;
    int fitsUpTo = text.length();
    int end;
    for (int start = 0; start < text.length(); start = end) {
      end = Words.end(text, start);
      String word = text.substring(start, end);
      int weight = start == 0 ? weighFirst(word) : weighBehind(total, limit, word);
      if (total <= limit && total + weight > limit) {
        fitsUpTo = start + fitting(word, (int) (limit - total));
      }
      total += weight;
    }
    int length = (int) Math.min(total, Integer.MAX_VALUE);
    return new Measure(length, limit, unit, length <= limit && !Words.areNone(text), fitsUpTo);
  }

  private int weighBehind(long total, int limit, String word) {
    return total > Math.max(EXACT, limit) ? weighRoughly(word) : weigh(word);
  }

  /** How much of the word has room. */
  private int fitting(String word, int room) {
    var entities = unbroken(word).iterator();
    Entity next = entities.hasNext() ? entities.next() : null;
    int fitting = 0;
    int weight = 0;
    for (var ends = Graphemes.ends(word); ends.hasNext(); ) {
      int end = ends.nextInt();
      if (next != null && end > next.start() && end < next.end()) {
        continue;
      }
      weight += weigh(word.substring(fitting, end));
      if (weight > room) {
        return fitting;
      }
      fitting = end;
      if (next != null && end >= next.end()) {
        next = entities.hasNext() ? entities.next() : null;
      }
    }
    return fitting;
  }
}
