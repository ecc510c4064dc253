package dev.belfry.release;

import dev.belfry.audit.FindOpenAttempts;
import dev.belfry.post.AccountName;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.queue.JudgeLate;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.queue.LowWater;
import dev.belfry.queue.Portion;
import dev.belfry.queue.Reach;
import dev.belfry.queue.TakenLease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Takes the accounts that have something due and opens their first attempts, in one transaction:
 * what is due leaves one commit after its instant. Only of many dry-run accounts, which are shared
 * among batches, each batch opens its own.
 */
final class TakeAccounts {
  /** A share of fewer accounts is not worth a batch of its own. */
  static final int SHARE = 10;

  private final ReleaseTools tools;
  private final ReleaseSettings settings;
  private final LeasesInHand inHand;
  private final NoticeRestore restore;
  private final OpenNext open;
  private final JudgeCost cost;

  TakeAccounts(
      ReleaseTools tools, ReleaseSettings settings, LeasesInHand inHand, NoticeRestore restore) {
    this.tools = tools;
    this.settings = settings;
    this.inHand = inHand;
    this.restore = restore;
    this.open = new OpenNext(tools.publishers(), tools.clock(), settings.name());
    this.cost = new JudgeCost(settings.prices(), settings.name());
  }

  /**
   * What a lane begins with.
   *
   * @param capped those of the leases whose accounts may cost only so much in a month
   * @param doubts looked into before anything of their accounts goes out
   */
  record Beginning(
      boolean live,
      List<Lease> leases,
      List<Lease> capped,
      List<OpenAttempt> doubts,
      Opened opened) {

    /** The same, with something else to be sent first. */
    Beginning with(Opened other) {
      return new Beginning(live, leases, capped, doubts, other);
    }
  }

  /** Dry-run accounts for batches, as few shares as are worth while. */
  List<Beginning> dryRun(Connection connection, int batches) throws SQLException {
    return begin(connection, take(connection, Reach.DRY_RUN, ReleaseSettings.ACCOUNTS), batches);
  }

  /** The same, of accounts that are taken. */
  List<Beginning> begin(Connection connection, List<TakenLease> taken, int batches)
      throws SQLException {
    List<List<TakenLease>> shares = shares(taken, batches);
    List<Beginning> beginnings = new ArrayList<>();
    for (List<TakenLease> share : shares) {
      List<OpenAttempt> doubts = prepare(connection, share);
      // Of several, each opens its own first run, so that none waits for the others.
      Opened opened =
          shares.size() > 1
              ? Opened.NOTHING
              : open(
                  connection, share, doubts, Portion.shared(ReleaseSettings.BATCH, share.size()));
      beginnings.add(
          new Beginning(
              /* live= */ false, leases(share), leases(share, TakenLease::capped), doubts, opened));
    }
    return beginnings;
  }

  /**
   * Live accounts, each for a lane of its own. A question is asked of a network only where the
   * database knows all that was asked of it before.
   *
   * <p>Of a database that may be another than before this is asked also where nothing can be taken:
   * another node may have had everything held, and what this one has sent must be noted, too,
   * before a person lets it go on.
   */
  List<Beginning> live(Connection connection, int lanes) throws SQLException {
    if (restore.isToBeAsked(connection) && restore.isBehind(connection)) {
      return List.of();
    }
    List<TakenLease> taken = take(connection, Reach.live(settings.live()), lanes);
    if (taken.isEmpty()) {
      return List.of();
    }
    if (restore.isBehind(connection)) {
      Leases.abandon(connection, leases(taken));
      return List.of();
    }
    List<OpenAttempt> doubts = prepare(connection, taken);
    Opened opened = open(connection, taken, doubts, Portion.single(taken.size()));
    return taken.stream().map(each -> alone(each, doubts, opened)).toList();
  }

  private static Beginning alone(TakenLease taken, List<OpenAttempt> doubts, Opened opened) {
    return new Beginning(
        /* live= */ true,
        List.of(taken.lease()),
        leases(List.of(taken), TakenLease::capped),
        doubts.stream().filter(d -> d.account().equals(taken.lease().name())).toList(),
        opened.of(taken.lease().name()));
  }

  /**
   * What a lane of this node has in hand still is left to it also where the lease has run out, as
   * while the database was away: the lane knows what a look would have to find out.
   */
  private List<TakenLease> take(Connection connection, Reach reach, int most) throws SQLException {
    Instant now = tools.clock().instant();
    Reach others = reach.without(inHand.all());
    return Leases.take(connection, settings.node(), others, now, settings.lease(), most);
  }

  private static List<List<TakenLease>> shares(List<TakenLease> taken, int batches) {
    int count = Math.min(batches, (taken.size() + SHARE - 1) / SHARE);
    List<List<TakenLease>> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(taken.subList(taken.size() * i / count, taken.size() * (i + 1) / count));
    }
    return shares;
  }

  /** Sees to what is to be seen to before anything goes out; gives what is to be looked into. */
  private List<OpenAttempt> prepare(Connection connection, List<TakenLease> taken)
      throws SQLException {
    Instant now = tools.clock().instant();
    List<Lease> left = leases(taken, TakenLease::leftBehind);
    if (!left.isEmpty()) {
      FindOpenAttempts.putBackUnsent(connection, left);
    }
    // What a dead node had claimed and never begun was not in the queue when this was asked.
    List<Lease> late = leases(taken, each -> each.late() || each.leftBehind());
    if (!late.isEmpty()) {
      JudgeLate.judge(connection, late, now, settings.name());
    }
    List<Lease> capped = leases(taken, TakenLease::capped);
    if (!capped.isEmpty()) {
      cost.judge(connection, capped, now);
    }
    List<Lease> unclear = leases(taken, each -> each.leftBehind() || each.inDoubt());
    return unclear.isEmpty() ? List.of() : FindOpenAttempts.toLookInto(connection, unclear, now);
  }

  private Opened open(
      Connection connection, List<TakenLease> taken, List<OpenAttempt> doubts, Portion portion)
      throws SQLException {
    Set<AccountName> waiting =
        doubts.stream().map(OpenAttempt::account).collect(Collectors.toSet());
    return open.ofDue(
        connection,
        leases(taken, each -> !waiting.contains(each.lease().name())),
        portion,
        new LowWater());
  }

  private static List<Lease> leases(List<TakenLease> taken) {
    return leases(taken, each -> true);
  }

  private static List<Lease> leases(List<TakenLease> taken, Predicate<TakenLease> which) {
    return taken.stream().filter(which).map(TakenLease::lease).toList();
  }
}
