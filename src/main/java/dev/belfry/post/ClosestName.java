package dev.belfry.post;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what somebody probably meant to write: the known name that is the fewest slips away. A slip
 * is a letter too many, missing, wrong, or swapped with its neighbour; case does not count.
 */
public final class ClosestName {
  private ClosestName() {}

  /** The closest of the names; empty where none is close enough to be a slip. */
  public static Optional<String> to(String written, Collection<String> names) {
    return ranked(written, names).findFirst();
  }

  /** The closest of the names, best first; at most {@code most}. */
  public static List<String> to(String written, Collection<String> names, int most) {
    return ranked(written, names).limit(most).toList();
  }

  /** The hint to end a sentence with: {@code ; did you mean "zone"?}, or nothing. */
  public static String hint(String written, Collection<String> names) {
    return to(written, names).map(n -> "; did you mean \"" + n + "\"?").orElse("");
  }

  private static Stream<String> ranked(String written, Collection<String> names) {
    String lower = written.toLowerCase(Locale.ROOT);
    int most = Math.max(1, lower.length() / 3);
    record Ranked(String name, int slips) {}
    return names.stream()
        .filter(name -> Math.abs(name.length() - lower.length()) <= most)
        .map(name -> new Ranked(name, slips(lower, name.toLowerCase(Locale.ROOT))))
        .filter(ranked -> ranked.slips <= most)
        .sorted(Comparator.comparingInt(Ranked::slips).thenComparing(Ranked::name))
        .map(Ranked::name);
  }

  /** The optimal string alignment distance, row by row. */
  static int slips(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
