package dev.belfry.account;

import java.util.Locale;

/** What becomes of a delivery that is found due too late. */
public enum LatePolicy {
  /** It goes out all the same. */
  POST,
  /** It waits for a person. The default. */
  HOLD,
  /** It does not go out any more. */
  SKIP;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The policy of a {@link #word()} that the database gave. */
  static LatePolicy of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
