package dev.belfry.release;

import dev.belfry.audit.OpenAttempts;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Attempt;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.Lease;
import dev.belfry.queue.TakenLease;
import dev.belfry.release.TakeAccounts.Beginning;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Releases a batch that does not exist, so that a node which has just started is not late with its
 * first post, nor slow with its first backlog: classes are loaded, statements planned, and what is
 * done for each post is compiled. Nothing is changed, for nothing has the numbers that it names.
 */
final class WarmUp {
  private static final AccountName NOBODY = AccountName.parse("dry-run:x:nobody");

  private final ReleaseTools tools;
  private final ReleaseSettings settings;
  private final NoticeRestore restore;
  private final TakeAccounts take;
  private final PrepareAttempts prepare;

  WarmUp(ReleaseTools tools, ReleaseSettings settings, NoticeRestore restore, TakeAccounts take) {
    this.tools = tools.silent();
    this.settings = settings;
    this.restore = restore;
    this.take = take;
    this.prepare = new PrepareAttempts(tools.publishers(), tools.clock());
  }

  /** Does it, in as many lanes as a backlog has: each connection plans its statements by itself. */
  void release(Lanes lanes) {
    int batches = lanes.freeBatches();
    List<Beginning> beginnings =
        tools.database().inTransaction(connection -> begin(connection, batches));
    for (Beginning each : beginnings) {
      boolean unused = lanes.start(/* isLive= */ false, () -> release(each), () -> {});
    }
    lanes.finish();
  }

  private void release(Beginning beginning) {
    LeasesInHand inHand = new LeasesInHand();
    inHand.add(beginning.live(), beginning.leases());
    Run first = Run.begin(beginning.opened(), tools.clock().instant());
    new Lane(tools, settings, inHand, restore, () -> false, beginning)
        .release(beginning.doubts(), first, () -> false);
    inHand.drop(beginning.leases());
  }

  private List<Beginning> begin(Connection connection, int batches) throws SQLException {
    List<Attempt> attempts =
        ClaimDue.ofNothing(connection, NOBODY, ReleaseSettings.BATCH).stream()
            .map(claim -> prepare.attempt(claim, Map.of()))
            .toList();
    List<TakenLease> accounts = accounts();
    OpenAttempts.ofClaims(connection, List.of(), settings.name());
    // Opens none of them, for there are no such leases.
    List<Attempt> unused =
        OpenAttempts.following(
            connection,
            attempts,
            accounts.stream().map(TakenLease::lease).toList(),
            settings.name());
    return take.begin(connection, accounts, batches).stream()
        .map(each -> each.with(Opened.of(attempts)))
        .toList();
  }

  private static List<TakenLease> accounts() {
    return IntStream.rangeClosed(1, ReleaseSettings.ACCOUNTS)
        .mapToObj(i -> new Lease(-i, NOBODY, 0))
        .map(lease -> new TakenLease(lease, false, false, false, false))
        .toList();
  }
}
