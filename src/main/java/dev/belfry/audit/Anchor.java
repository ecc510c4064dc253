package dev.belfry.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A seal that somebody noted elsewhere: whoever rewrites the history can't rewrite it there.
 *
 * @param seal its number, from 1
 * @param sha256 in hexadecimal
 */
public record Anchor(long seal, String sha256) {
  /**
   * As {@code history anchor} prints it; what stands behind it there may be there or not. There is
   * no seal 0 that an anchor could be held to, and would hold by that.
   */
  private static final Pattern WRITTEN =
      Pattern.compile("\\s*0*([1-9]\\d{0,17}):([0-9a-fA-F]{64})(?:\\s.*)?", Pattern.DOTALL);

  /** Reads an anchor; empty where this is none. */
  public static Optional<Anchor> parse(String written) {
    Matcher matcher = WRITTEN.matcher(written);
    return matcher.matches()
        ? Optional.of(
            new Anchor(Long.parseLong(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
