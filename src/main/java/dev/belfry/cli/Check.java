package dev.belfry.cli;

import dev.belfry.cli.terminal.Look;
import java.util.Locale;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param about what it looked at, in a word
 * @param says what it found, and what to do where that is not fine
 */
record Check(String about, Verdict verdict, String says) {
  enum Verdict {
    OK(Look.GOOD),
    /** It works, and somebody should know. */
    WARN(Look.WARNING),
    /** It does not work, or posts are at risk. */
    BAD(Look.BAD);

    private final Look look;

    Verdict(Look look) {
      this.look = look;
    }

    Look look() {
      return look;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check ok(String about, String says) {
    return new Check(about, Verdict.OK, says);
  }

  static Check warn(String about, String says) {
    return new Check(about, Verdict.WARN, says);
  }

  static Check bad(String about, String says) {
    return new Check(about, Verdict.BAD, says);
  }

  boolean isBad() {
    return verdict == Verdict.BAD;
  }
}
