package dev.belfry.audit;

import dev.belfry.post.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A seal over a run of the history and, through the seal before it, over all that came before.
 *
 * @param number from 1, without gaps
 * @param at when it was made, on the database's clock
 * @param rows how many rows are sealed by it and those before it
 * @param below every row with a smaller number is sealed by it or one before it
 * @param sha256 in hexadecimal
 */
public record Seal(long number, Instant at, long rows, long below, String sha256) {
  /** What the first seal follows. */
  public static final Seal NONE = new Seal(0, Instant.EPOCH, 0, Long.MIN_VALUE, "0".repeat(64));

  /** What stands where a seal was that can't be read: it follows from nothing. */
  static Seal unreadable(long number) {
    return new Seal(number, Instant.EPOCH, 0, 0, "");
  }

  /**
   * The seal that follows this one over the leaves. Its hash is of a text: the beginning of its
   * {@link #line}, and a line {@code <seq> <sha256>} for each leaf.
   */
  Seal then(Instant when, long upTo, List<Leaf> leaves) {
    Seal next = new Seal(number + 1, when, rows + leaves.size(), upTo, "");
    StringBuilder text = new StringBuilder(next.head(this)).append('\n');
    leaves.forEach(leaf -> text.append(leaf.seq()).append(' ').append(leaf.sha256()).append('\n'));
    return new Seal(next.number, when, next.rows, upTo, Sha256.hex(text.toString()));
  }

  /**
   * The line that stands for this seal in an export.
   *
   * @param before the seal that it follows
   * @throws HistoryUnreadable where this one can't be read
   */
  String line(Seal before) {
    return requireReadable().head(before) + ",\"sha256\":\"" + sha256 + "\"}";
  }

  boolean isReadable() {
    return !sha256.isEmpty();
  }

  /**
   * This seal.
   *
   * @throws HistoryUnreadable where it can't be read
   */
  Seal requireReadable() {
    if (!isReadable()) {
      throw HistoryUnreadable.seal(number);
    }
    return this;
  }

  private String head(Seal before) {
    return String.format(
        Locale.ROOT, // another's digits would be hashed
        "{\"seal\":%d,\"at\":\"%s\",\"rows\":%d,\"below\":%d,\"previous\":\"%s\"",
        number,
        at,
        rows,
        below,
        before.sha256);
  }

  /** What is noted elsewhere to hold the history to: {@code 12:<sha256>}. */
  public String anchor() {
    return number + ":" + sha256;
  }
}
