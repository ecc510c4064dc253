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
 * @param spacing how far apart deliveries go out, however many are due at once; default {@link
 *     #LIVE_SPACING} for a live account, none for a dry-run one
 * @param whenAbsent what becomes of a part that is in doubt and can't be found, where no key of the
 *     network's guards against doubles; default {@link WhenAbsent#ASK}
 */
public record AccountSettings(
    @Nullable ZoneId zone,
    boolean premium,
    LatePolicy late,
    Duration lateAfter,
    Duration spacing,
    WhenAbsent whenAbsent) {

  /** So that a backlog does not burst out after an outage. */
  public static final Duration LIVE_SPACING = Duration.ofSeconds(30);

  public static final AccountSettings DEFAULT =
      new AccountSettings(
          null, false, LatePolicy.HOLD, Duration.ofHours(1), Duration.ZERO, WhenAbsent.ASK);

  /** Of a live account for which nothing was set. */
  public static final AccountSettings LIVE =
      new AccountSettings(
          null, false, LatePolicy.HOLD, Duration.ofHours(1), LIVE_SPACING, WhenAbsent.ASK);

  /** The zone in which times for the account are read and printed. */
  public ZoneId zoneOr(ZoneId machines) {
    return zone == null ? machines : zone;
  }
}
