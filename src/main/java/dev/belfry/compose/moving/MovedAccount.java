package dev.belfry.compose.moving;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An account and what is set for it; never what lets it in.
 *
 * @param late {@code post}, {@code hold} or {@code skip}
 * @param whenAbsent {@code ask} or {@code resend}
 * @param withoutCards whether links go out without a card
 * @param monthlyCap in US dollars; null: no bound
 * @param removed whether it is out of use, so that it is only known for what went out there
 * @param fence the token of its last lease: later ones must be greater than what attempts bear
 */
public record MovedAccount(
    String account,
    @Nullable String zone,
    boolean premium,
    String late,
    Duration lateAfter,
    Duration spacing,
    String whenAbsent,
    boolean withoutCards,
    @Nullable BigDecimal monthlyCap,
    boolean removed,
    long fence)
    implements HouseLine {
  public MovedAccount {
    Absent.refuse("account", account);
    Absent.refuse("late", late);
    Absent.refuse("lateAfter", lateAfter);
    Absent.refuse("whenAbsent", whenAbsent);
    spacing = Absent.toZero(spacing);
    if (lateAfter.toSeconds() < 1 || spacing.isNegative()) {
      throw new IllegalArgumentException(
          "\"lateAfter\" is a second or more, and \"spacing\" is not below zero");
    }
  }

  /** What a person may set of it; all else is as it happens to be. */
  public MovedAccount settings() {
    return new MovedAccount(
        account,
        zone,
        premium,
        late,
        lateAfter,
        spacing,
        whenAbsent,
        withoutCards,
        monthlyCap == null ? null : monthlyCap.stripTrailingZeros(),
        false,
        0);
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}
