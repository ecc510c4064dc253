package dev.belfry.account;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of a part that may be live, is not found, and might still arrive: only on a network
 * that knows no key for a request.
 */
public enum WhenAbsent {
  /** A person decides: rather late than twice. */
  ASK,
  /** It is sent again: rather twice than late. */
  RESEND;

  /** The word for it in the database and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<WhenAbsent> of(String word) {
    return Stream.of(values()).filter(each -> each.word().equalsIgnoreCase(word)).findFirst();
  }
}
