package dev.belfry.publish;

import dev.belfry.post.AccountName;
import dev.belfry.queue.AbsentTries;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of which nobody knows whether its part is live: a node left it open when it died, or
 * what came of it could not be told.
 *
 * @param number which try at the part it is, from 1
 * @param through the position of the last part that it sends; mostly its own
 * @param isLast whether that is the delivery's last
 * @param failures how many definite failures the delivery has behind it
 * @param token the lease token under which it was opened
 * @param correlation what the network can be asked for; null where there is none
 * @param openedAt when the row was written, on the database's clock
 * @param doubt how the question stands
 * @param absent the other tries at its part that were not found; null where there are none
 */
public record OpenAttempt(
    long delivery,
    int position,
    int through,
    int number,
    boolean isLast,
    int failures,
    long token,
    AccountName account,
    String body,
    @Nullable String correlation,
    Instant openedAt,
    Doubt doubt,
    @Nullable AbsentTries absent) {

  /**
   * What was done so far to find out.
   *
   * @param isTold whether the history says already that the part is in doubt; not for a first look
   *     at what a node left open
   * @param looks how many looks told nothing
   * @param absences how many of them saw that it is not there, where no key guards that
   * @param resendWhenAbsent whether the account prefers twice to late
   */
  public record Doubt(boolean isTold, int looks, int absences, boolean resendWhenAbsent) {
    /** Nobody has looked yet. */
    public static final Doubt NEW = new Doubt(false, 0, 0, false);
  }
}
