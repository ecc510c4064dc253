package dev.belfry.schedule;

import dev.belfry.post.InvalidInput;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an amount of time. */
public final class ParseAmount {
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:([0-9]{1,9})w)?(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m(?:in)?)?"
              + "(?:([0-9]{1,9})s)?");
  private static final Duration[] UNITS = {
    Duration.ofDays(7),
    Duration.ofDays(1),
    Duration.ofHours(1),
    Duration.ofMinutes(1),
    Duration.ofSeconds(1)
  };

  private ParseAmount() {}

  /**
   * The amount: {@code 2h30m}, with blanks or not, or {@code PT2H30M}.
   *
   * @throws InvalidInput where it is not one, or is not above zero
   */
  public static Duration parse(String where, String written) {
    Duration parsed = parseOrZero(where, written);
    if (parsed.isZero()) {
      throw new InvalidInput(
          where, "\"%s\" is not above zero; --now posts at once".formatted(written));
    }
    return parsed;
  }

  /**
   * The amount, where none at all is one too: {@code 0s}.
   *
   * @throws InvalidInput where it is not one, or is below zero
   */
  public static Duration parseOrZero(String where, String written) {
    String amount = written.replace(" ", "").toLowerCase(Locale.ROOT);
    Duration parsed = amount.startsWith("p") ? iso(where, written) : units(where, written, amount);
    if (parsed.isNegative()) {
      throw new InvalidInput(where, "\"%s\" is below zero".formatted(written));
    }
    return parsed;
  }

  private static Duration iso(String where, String written) {
    try {
      return Duration.parse(written.strip());
    } catch (DateTimeException e) {
      throw notAnAmount(where, written);
    }
  }

  private static Duration units(String where, String written, String amount) {
    Matcher parts = SHORT.matcher(amount);
    if (amount.isEmpty() || !parts.matches()) {
      throw notAnAmount(where, written);
    }
    Duration sum = Duration.ZERO;
    for (int i = 0; i < UNITS.length; i++) {
      String count = parts.group(i + 1);
      sum = count == null ? sum : sum.plus(UNITS[i].multipliedBy(Long.parseLong(count)));
    }
    return sum;
  }

  private static InvalidInput notAnAmount(String where, String written) {
    return new InvalidInput(
        where, "\"%s\" is not an amount of time; write 30m, 2h30m, 3d or 90s".formatted(written));
  }
}
