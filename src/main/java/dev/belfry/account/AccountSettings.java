package dev.belfry.account;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a person may set for an account.
 *
 * @param zone in which times for this account are read and printed; null: the machine's
 * @param premium whether X counts up to 25,000 for it; false elsewhere
 * @param late what becomes of a delivery that is found due too late; default {@link
 *     LatePolicy#HOLD}
 * @param lateAfter how late is too late; default one hour, positive
 */
public record AccountSettings(
    @Nullable ZoneId zone, boolean premium, LatePolicy late, Duration lateAfter) {

  public static final AccountSettings DEFAULT =
      new AccountSettings(null, false, LatePolicy.HOLD, Duration.ofHours(1));
}
