package dev.belfry.cli;

import dev.belfry.post.CheckName;
import dev.belfry.post.InvalidInput;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which checks are made before a post is queued, where nothing else is said.
 *
 * @param off those that are not made
 * @param on those that are made besides
 * @param sameTextDays within how many days an account does not get the same text twice
 */
public record CheckSettings(Set<CheckName> off, Set<CheckName> on, int sameTextDays) {
  /** Every check but that of links, and thirty days. */
  public static final CheckSettings DEFAULT = new CheckSettings(Set.of(), Set.of(), 30);

  private static final int MOST_DAYS = 365;
  private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,2}");

  public CheckSettings {
    off = copy(off);
    on = copy(on);
  }

  private static Set<CheckName> copy(Set<CheckName> checks) {
    Set<CheckName> copy = EnumSet.noneOf(CheckName.class);
    copy.addAll(checks);
    return Collections.unmodifiableSet(copy);
  }

  /**
   * Names with commas between them; nothing where there are none.
   *
   * @param where what a problem is said of
   * @throws InvalidInput where one is no check, or is that of embargoes
   */
  public static Set<CheckName> names(String where, String written) {
    Set<CheckName> names = EnumSet.noneOf(CheckName.class);
    for (String name : written.isBlank() ? new String[0] : written.split(",", -1)) {
      CheckName check =
          CheckName.of(name.strip())
              .orElseThrow(
                  () ->
                      new InvalidInput(
                          where,
                          "there is no check \"%s\"%s"
                              .formatted(name.strip(), CheckName.hint(name.strip()))));
      if (check == CheckName.EMBARGO) {
        throw new InvalidInput(
            where,
            "an embargo is lifted post by post, with --skip-check embargo; take it out here");
      }
      names.add(check);
    }
    return names;
  }

  /**
   * A number of days.
   *
   * @param where what a problem is said of
   * @throws InvalidInput where it is none from 1 to a year
   */
  public static int days(String where, String written) {
    int days = DAYS.matcher(written.strip()).matches() ? Integer.parseInt(written.strip()) : 0;
    if (days < 1 || days > MOST_DAYS) {
      throw new InvalidInput(
          where,
          "\"%s\" is not a number of days from 1 to %d; to turn the check off, name same-text in"
                  .formatted(written, MOST_DAYS)
              + " checks.off");
    }
    return days;
  }
}
