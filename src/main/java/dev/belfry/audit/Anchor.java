package dev.belfry.audit;

import dev.belfry.post.InvalidInput;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A seal that somebody noted elsewhere: whoever rewrites the history can't rewrite it there.
 *
 * @param seal its number
 * @param sha256 in hexadecimal
 */
public record Anchor(long seal, String sha256) {
  /** As {@code history anchor} prints it; what stands behind it there may be there or not. */
  private static final Pattern WRITTEN =
      Pattern.compile("\\s*(\\d{1,18}):([0-9a-fA-F]{64})(?:\\s.*)?", Pattern.DOTALL);

  /**
   * Reads an anchor.
   *
   * @param where it was written, for the problem
   */
  public static Anchor parse(String where, String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      throw new InvalidInput(
          where,
          "\"%s\" is no anchor; write it as belfry history anchor printed it, 12:<64 digits>"
              .formatted(written));
    }
    return new Anchor(Long.parseLong(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT));
  }
}
