package dev.belfry.release;

import dev.belfry.account.Account;
import dev.belfry.account.CredentialsUnreadable;
import dev.belfry.audit.FindOpenAttempts;
import dev.belfry.audit.Retractions;
import dev.belfry.audit.Retractions.PostedPart;
import dev.belfry.post.AccountName;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.DueNotices;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.queue.StopRest;
import dev.belfry.queue.TakeAccount;
import dev.belfry.queue.TakenLease;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a post back from one of its accounts: has the network delete what Belfry posted there, the
 * last part first. It may be said again until everything is gone, whatever broke it off.
 *
 * <p>The account is leased meanwhile, as by a node: nothing of it goes out while it is cleared.
 * Used by one thread.
 */
public final class RetractPost {
  private static final Logger log = LoggerFactory.getLogger(RetractPost.class);

  /** Longer than a node that died keeps its accounts from others. */
  private static final int TRIES = 40;

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LEASE = ReleaseSettings.DEFAULT_LEASE;

  /** Inside the lease. */
  private static final Duration DEADLINE = LEASE.dividedBy(4).multipliedBy(3);

  private final Database database;
  private final Publishers publishers;
  private final InstantSource clock;
  private final String actor;
  private final int tries;
  private final OfferUntilRecorded offer;

  /**
   * @param actor who asks for it, as the history names them
   */
  public RetractPost(Database database, Publishers publishers, InstantSource clock, String actor) {
    this(database, publishers, clock, actor, TRIES);
  }

  /**
   * @param tries how often an account that somebody else has is asked for, four times a second
   */
  RetractPost(
      Database database, Publishers publishers, InstantSource clock, String actor, int tries) {
    this.database = database;
    this.publishers = publishers;
    this.clock = clock;
    this.actor = actor;
    this.tries = tries;
    this.offer = new OfferUntilRecorded(database, clock);
  }

  /** What came of asking for a post of a network to be deleted. */
  public record Asked(PostedPart part, Retraction came) {}

  /**
   * Stops what is not sent yet, and takes back what is live.
   *
   * @param part only this part, by its position from 1; null: all
   * @return what the network was asked, in order; empty where nothing of it is live any more. After
   *     a {@link Retraction.NotNow} nothing more is asked
   * @throws NotPossible where a node keeps the account, or where it is not known what is live
   */
  public List<Asked> retract(PostId post, Account account, @Nullable Integer part) {
    Lease lease = take(account);
    try {
      return retract(begin(post, account, part), lease);
    } finally {
      giveBack(lease);
    }
  }

  private Lease take(Account account) {
    for (int attempt = 1; ; attempt++) {
      Optional<Lease> lease = database.inTransaction(connection -> take(connection, account));
      if (lease.isPresent()) {
        return lease.get();
      }
      if (attempt >= tries || !pause()) {
        throw new NotPossible(
            "a node or another command is at work on %s right now (belfry nodes tells which node);"
                    .formatted(account.name())
                + " say it again in a moment");
      }
    }
  }

  /** What a dead node claimed and never began goes back, and is stopped like all that waits. */
  private static Optional<Lease> take(Connection connection, Account account) throws SQLException {
    Optional<TakenLease> taken = TakeAccount.take(connection, account, LEASE);
    if (taken.isPresent() && taken.get().leftBehind()) {
      FindOpenAttempts.putBackUnsent(connection, List.of(taken.get().lease()));
    }
    return taken.map(TakenLease::lease);
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<PostedPart> begin(PostId post, Account account, @Nullable Integer part) {
    Predicate<PostedPart> wanted =
        each -> each.account().equals(account.name()) && (part == null || each.part() == part);
    return offer.offer(
        (connection, again) -> {
          StopRest.stop(connection, post, account, actor);
          return Retractions.live(connection, post).stream().filter(wanted).toList();
        },
        () -> true);
  }

  private List<Asked> retract(List<PostedPart> parts, Lease lease) {
    List<Asked> asked = new ArrayList<>();
    for (PostedPart part : parts) {
      Retraction came = retract(part, lease);
      asked.add(new Asked(part, came));
      if (came instanceof Retraction.NotNow) {
        break;
      }
    }
    return asked;
  }

  /** The row is committed before the call; what is in hand after it is offered until recorded. */
  private Retraction retract(PostedPart part, Lease lease) {
    boolean isOpen = offer.offer((connection, again) -> open(connection, part, lease), () -> true);
    if (!isOpen) {
      return new Retraction.NotNow("somebody else has the account now; say it again", null);
    }
    Retraction came = ask(part);
    offer.offer(
        (connection, again) -> {
          Retractions.settle(connection, part, lease, came, actor);
          return came;
        },
        () -> true);
    return came;
  }

  private boolean open(Connection connection, PostedPart part, Lease lease) throws SQLException {
    return !Leases.renew(connection, List.of(lease), LEASE).isEmpty()
        && Retractions.open(connection, part, lease, actor);
  }

  /** Unlike a node, a person may ask for an account of which nothing can be sent from here. */
  private Retraction ask(PostedPart part) {
    AccountName account = part.account();
    if (!account.dryRun() && !publishers.live().contains(account.network())) {
      return new Retraction.NotNow(
          "this Belfry can't log in to " + account.network().title(), null);
    }
    try {
      return publishers.publisher(account).retract(account, part.sent(), DEADLINE);
    } catch (CredentialsUnreadable e) {
      return new Retraction.NotNow(String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) {
      log.error("Part {} of delivery {} met a defect", part.part(), part.delivery(), e);
      return new Retraction.NotNow("Belfry itself failed while it asked: " + e, null);
    }
  }

  /** Whoever waits for the lease need not wait for its end. */
  private void giveBack(Lease lease) {
    try {
      database.transact(
          connection -> {
            Leases.giveBack(connection, List.of(lease));
            DueNotices.send(connection, clock.instant());
          });
    } catch (DatabaseException e) {
      log.info("{} is kept from nodes for some seconds: {}", lease.name(), e.getMessage());
    }
  }
}
