package dev.belfry.publish;

import dev.belfry.post.DeliveryState;
import dev.belfry.post.EventType;
import dev.belfry.publish.Outcome.Absent;
import dev.belfry.publish.Outcome.AccountRefused;
import dev.belfry.publish.Outcome.Deferred;
import dev.belfry.publish.Outcome.NotSent;
import dev.belfry.publish.Outcome.Posted;
import dev.belfry.publish.Outcome.Refused;
import dev.belfry.publish.Outcome.Unconfirmed;
import dev.belfry.queue.Claim;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Decides what becomes of a delivery after an outcome. Pure; thread-safe where its chance is. */
public final class SettleOutcome {
  private final Backoff backoff;
  private final SettleLook looks;
  private final RandomGenerator random;

  /**
   * @param backoff how long to wait after definite failures
   * @param looks how long to wait between looks at the network, and how many there are
   * @param random for the jitter; thread-safe where this is used by several threads
   */
  public SettleOutcome(Backoff backoff, Backoff looks, RandomGenerator random) {
    this.backoff = backoff;
    this.looks = new SettleLook(looks, random);
    this.random = random;
  }

  /** The settlement of an attempt that this node made. */
  public Settlement settle(Attempt attempt, Outcome outcome, Instant now) {
    return outcome.fold(new AfterSending(attempt, now));
  }

  /** The settlement of an attempt that was found open or in doubt, after a look at the network. */
  public Settlement settle(OpenAttempt attempt, Look look, Instant now) {
    return looks.settle(attempt, look, now);
  }

  /** The settlement of an attempt of which this node knows that it never made it. */
  public Settlement neverSent(OpenAttempt attempt) {
    return SettleDoubt.wasNotMade(
        attempt,
        "it was written down and never sent: the database's answer got lost, or the machine had no"
            + " thread for it");
  }

  /**
   * The settlement of an attempt that this node opened and did not make. The account pauses, for
   * longer with each try: whatever keeps the node from sending in time may well last.
   */
  public Settlement withheld(Attempt attempt, Instant now) {
    return new Settlement(
        attempt.claim().delivery(),
        attempt.position(),
        attempt.number(),
        attempt.claim().token(),
        new NotSent("it was held back: the node may have lost the account while it was about to"),
        EventType.RESOLVED,
        Next.goesBackAfter(
            now.plus(Backoff.HELD_BACK.after(attempt.number(), random)),
            attempt.claim().failures()));
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
      return settlement(
          posted,
          EventType.PUBLISHED,
          attempt.isLast() ? Next.ends(DeliveryState.PUBLISHED) : Next.continues(claim.failures()));
    }

    /**
     * The account waits as long as the network named. The part itself waits for longer with each
     * try: a network may name a second for ever, and its deferrals are no failures of which there
     * could be too many.
     */
    @Override
    public Settlement deferred(Deferred deferred) {
      Instant named = deferred.until();
      Instant own = now.plus(Backoff.DEFERRALS.after(attempt.number(), random));
      return settlement(
          deferred,
          EventType.DEFERRED,
          Next.deferred(
              own.isAfter(named) ? own : named, named, claim.failures(), deferred.words()));
    }

    @Override
    public Settlement notSent(NotSent notSent) {
      return again(notSent);
    }

    @Override
    public Settlement absent(Absent absent) {
      return unconfirmed(new Unconfirmed(absent.words()));
    }

    @Override
    public Settlement refused(Refused refused) {
      return refused.retryable() ? again(refused) : failed(refused);
    }

    @Override
    public Settlement accountRefused(AccountRefused refused) {
      return settlement(
          refused, EventType.DEFERRED, Next.goesBack(claim.failures(), refused.words()));
    }

    @Override
    public Settlement unconfirmed(Unconfirmed unconfirmed) {
      return settlement(
          unconfirmed,
          EventType.UNCONFIRMED,
          Next.inDoubt(claim.failures(), unconfirmed.words(), looks.first(now)));
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
          claim.delivery(),
          attempt.position(),
          attempt.number(),
          claim.token(),
          outcome,
          event,
          next);
    }
  }
}
