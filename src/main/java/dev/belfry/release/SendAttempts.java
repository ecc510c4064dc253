package dev.belfry.release;

import dev.belfry.account.CredentialsUnreadable;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Patience;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what was opened, and looks into what was found open. Thread-safe. */
final class SendAttempts {
  private static final Logger log = LoggerFactory.getLogger(SendAttempts.class);

  /** A video takes its time; the account is kept meanwhile by the heartbeat. */
  private static final Duration MAKING_READY = Duration.ofMinutes(10);

  private final ReleaseTools tools;
  private final NoticeRestore restore;
  private final Duration lease;
  private final Duration deadline;

  SendAttempts(ReleaseTools tools, ReleaseSettings settings, NoticeRestore restore) {
    this.tools = tools;
    this.restore = restore;
    this.lease = settings.lease();
    this.deadline = settings.deadline();
  }

  /** Sends to a dry-run account, which can't be late or twice. */
  Sent rehearse(Attempt attempt) {
    return sent(attempt, publish(attempt));
  }

  /**
   * Sends to a network, unless the lease may be over before the answer is in: a machine that slept
   * after the attempt was opened must not send.
   *
   * @param askedAt before the round trip that opened the attempt
   */
  Sent send(Attempt attempt, Lease on, Instant askedAt, Predicate<Lease> allowed) {
    restore.aboutToSend(attempt);
    Instant latest = askedAt.plus(lease).minus(deadline);
    Instant now = tools.clock().instant();
    if (!allowed.test(on) || now.isAfter(latest)) {
      return new Sent(attempt, tools.settle().withheld(attempt, now));
    }
    return sent(attempt, publish(attempt));
  }

  /** An attempt that could not be made ready: it is told, and not made. */
  Sent notMade(Attempt attempt, Outcome outcome) {
    return sent(attempt, outcome);
  }

  /**
   * Asks the network for what a part lacks before it can leave.
   *
   * @param stopping true: nothing more is begun for it
   */
  Preparation prepare(Unready claim, Lease on, Predicate<Lease> allowed, BooleanSupplier stopping) {
    if (!allowed.test(on)) {
      return new Preparation.Failed(new Outcome.NotSent("the node may have lost the account"));
    }
    try {
      return tools
          .publishers()
          .publisher(claim.claim().account())
          .prepare(
              claim.claim(),
              claim.post(),
              claim.lacks(),
              claim.found(),
              new Patience(MAKING_READY, stopping));
    } catch (CredentialsUnreadable e) {
      return new Preparation.Failed(new Outcome.NotSent(words(e)));
    } catch (RuntimeException e) {
      log.error("Delivery {} met a defect in its adapter", claim.claim().delivery(), e);
      return new Preparation.Failed(
          new Outcome.NotSent("Belfry itself failed while it was made ready: " + e));
    }
  }

  private Sent sent(Attempt attempt, Outcome outcome) {
    return new Sent(attempt, tools.settle().settle(attempt, outcome, tools.clock().instant()));
  }

  private Outcome publish(Attempt attempt) {
    try {
      return tools.publishers().publisher(attempt.claim().account()).publish(attempt, deadline);
    } catch (CredentialsUnreadable e) {
      // An adapter reads them before it sends, or after a clear refusal: nothing has left.
      return new Outcome.NotSent(words(e));
    } catch (RuntimeException e) {
      log.error("Delivery {} met a defect in its adapter", attempt.claim().delivery(), e);
      return new Outcome.Unconfirmed("Belfry itself failed while it was sent: " + e);
    }
  }

  Settlement lookInto(OpenAttempt attempt) {
    return tools.settle().settle(attempt, look(attempt), tools.clock().instant());
  }

  private Look look(OpenAttempt attempt) {
    try {
      return tools.publishers().publisher(attempt.account()).look(attempt, deadline);
    } catch (CredentialsUnreadable e) {
      return new Look.Unanswered(words(e));
    } catch (RuntimeException e) {
      log.error("Delivery {} met a defect in its adapter", attempt.delivery(), e);
      return new Look.Unknown("Belfry itself failed while it looked: " + e);
    }
  }

  private static String words(CredentialsUnreadable why) {
    return String.valueOf(why.getMessage());
  }
}
