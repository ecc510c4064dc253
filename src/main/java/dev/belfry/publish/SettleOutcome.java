package dev.belfry.publish;

import dev.belfry.post.DeliveryState;
import dev.belfry.post.EventType;
import dev.belfry.publish.Outcome.Deferred;
import dev.belfry.publish.Outcome.NotSent;
import dev.belfry.publish.Outcome.Posted;
import dev.belfry.publish.Outcome.Refused;
import dev.belfry.publish.Outcome.Unconfirmed;
import dev.belfry.queue.Claim;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Decides what becomes of a delivery after an outcome. Pure; thread-safe. */
public final class SettleOutcome {
  private final Backoff backoff;
  private final RandomGenerator random;

  /**
   * @param random for the jitter; thread-safe where this is used by several threads
   */
  public SettleOutcome(Backoff backoff, RandomGenerator random) {
    this.backoff = backoff;
    this.random = random;
  }

  /** The settlement of an attempt that this node made. */
  public Settlement settle(Attempt attempt, Outcome outcome, Instant now) {
    return outcome.fold(new AfterSending(attempt, now));
  }

  /** The settlement of an attempt that was found open, after a look at the network. */
  public Settlement settle(OpenAttempt attempt, Look look) {
    return look.fold(new AfterLooking(attempt));
  }

  private final class AfterSending implements Outcome.Cases<Settlement> {
    private final Attempt attempt;
    private final Claim claim;
    private final Instant now;

    AfterSending(Attempt attempt, Instant now) {
      this.attempt = attempt;
      this.claim = attempt.claim();
      this.now = now;
    }

    @Override
    public Settlement posted(Posted posted) {
      boolean isLast = attempt.position() == claim.bodies().size();
      return settlement(
          posted,
          EventType.PUBLISHED,
          isLast ? Next.ends(DeliveryState.PUBLISHED) : Next.continues(claim.failures()));
    }

    @Override
    public Settlement deferred(Deferred deferred) {
      return settlement(
          deferred,
          EventType.DEFERRED,
          Next.waits(deferred.until(), claim.failures(), deferred.words()));
    }

    @Override
    public Settlement notSent(NotSent notSent) {
      return again(notSent);
    }

    @Override
    public Settlement refused(Refused refused) {
      return refused.retryable() ? again(refused) : failed(refused);
    }

    @Override
    public Settlement unconfirmed(Unconfirmed unconfirmed) {
      return settlement(unconfirmed, EventType.UNCONFIRMED, Next.inDoubt(unconfirmed.words()));
    }

    private Settlement again(Outcome outcome) {
      int failures = claim.failures() + 1;
      return backoff.allowsAfter(failures)
          ? settlement(
              outcome,
              EventType.DEFERRED,
              Next.waits(now.plus(backoff.after(failures, random)), failures, outcome.words()))
          : failed(outcome);
    }

    private Settlement failed(Outcome outcome) {
      return settlement(outcome, EventType.FAILED, Next.ends(DeliveryState.FAILED));
    }

    private Settlement settlement(Outcome outcome, EventType event, Next next) {
      return new Settlement(
          claim.delivery(), attempt.position(), claim.token(), outcome, event, next);
    }
  }

  private static final class AfterLooking implements Look.Cases<Settlement> {
    private final OpenAttempt attempt;

    AfterLooking(OpenAttempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public Settlement found(Look.Found found) {
      return settlement(
          found.posted(),
          EventType.PUBLISHED,
          attempt.isLast()
              ? Next.ends(DeliveryState.PUBLISHED)
              : Next.goesBack(attempt.failures()));
    }

    @Override
    public Settlement provedAbsent(Look.ProvedAbsent absent) {
      return settlement(
          new NotSent("its node stopped before it was sent; it is proved not to be live"),
          EventType.RESOLVED,
          Next.goesBack(attempt.failures()));
    }

    @Override
    public Settlement unknown(Look.Unknown unknown) {
      return settlement(
          new Unconfirmed(unknown.words()), EventType.UNCONFIRMED, Next.inDoubt(unknown.words()));
    }

    private Settlement settlement(Outcome outcome, EventType event, Next next) {
      return new Settlement(
          attempt.delivery(), attempt.position(), attempt.token(), outcome, event, next);
    }
  }
}
