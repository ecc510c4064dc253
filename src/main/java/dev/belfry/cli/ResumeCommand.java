package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.audit.Restores;
import dev.belfry.audit.ResumeAfterRestore;
import dev.belfry.audit.ResumeAfterRestore.Resumed;
import dev.belfry.post.AccountName;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.HoldDeliveries;
import dev.belfry.queue.Holds;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.SentInLostTime;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry resume 42 | --account A | --all | --after-restore}: lets go on what was held. */
final class ResumeCommand implements Command {
  private static final String AFTER_RESTORE = "--after-restore";

  private final Workplace workplace;

  ResumeCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    HoldScope.addTo(spec);
    spec.addOption(
        Takes.flag(
            AFTER_RESTORE,
            "Everything, where the database is older than what was sent; what may be live already"
                + " is held post by post."));
    Takes.examples(spec, "belfry resume 42", "belfry resume --all");
  }

  @Override
  public ExitCode run(ParseResult given) {
    if (given.hasMatchedOption(AFTER_RESTORE)) {
      HoldScope.refuseBeside(given, AFTER_RESTORE);
      Resumed resumed =
          workplace.database().inTransaction(c -> ResumeAfterRestore.resume(c, workplace.actor()));
      new TellRestored(workplace).tell(resumed);
      return ExitCode.FINE;
    }
    HoldScope.check(given);
    if (given.hasMatchedPositional(0)) {
      PostId post = TakesPost.of(given);
      Optional<List<AccountName>> goOn =
          workplace.database().inTransaction(connection -> resumePost(connection, post));
      workplace
          .console()
          .out()
          .printf(
              goOn.isPresent()
                  ? "Post %s goes on; what came due meanwhile goes out now.%n"
                  : "Post %s may be queued again: belfry schedule, or belfry retry where it failed.%n",
              post);
      goOn.ifPresent(accounts -> TellHolds.tell(workplace, accounts));
    } else {
      @Nullable String account = HoldScope.account(given);
      workplace.database().transact(connection -> resume(connection, account));
      workplace
          .console()
          .out()
          .printf("%s on.%n", account == null ? "Everything goes" : account + " goes");
    }
    return ExitCode.FINE;
  }

  /**
   * Gives the accounts to which it goes on; empty where it was only kept out of the queue.
   *
   * @throws NotPossible where it was neither held nor kept out
   */
  private Optional<List<AccountName>> resumePost(Connection connection, PostId post)
      throws SQLException {
    List<StoredDelivery> all = ReadPost.read(connection, post).deliveries();
    List<Long> deliveries = all.stream().map(StoredDelivery::id).toList();
    List<Long> notLive = SentInLostTime.areNotLive(connection, deliveries, workplace.actor());
    List<Long> resumed =
        HoldDeliveries.resume(
            connection, deliveries, workplace.clock().instant(), workplace.actor());
    if (resumed.isEmpty() && notLive.isEmpty()) {
      throw new NotPossible(
          "nothing of post %s is held; belfry show %s tells where it stands".formatted(post, post));
    }
    return resumed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            all.stream()
                .filter(each -> resumed.contains(each.id()))
                .map(each -> each.account().name())
                .toList());
  }

  private void resume(Connection connection, @Nullable String account) throws SQLException {
    if (account == null && Restores.isOpenAndStaysSo(connection)) {
      throw new NotPossible(
          "the database is older than what was sent, so everything stays held (belfry queue says"
              + " more); belfry resume --after-restore lets it go on");
    }
    Account held = account == null ? null : Accounts.get(connection, AccountName.parse(account));
    if (!Holds.resume(connection, held, workplace.actor())) {
      throw new NotPossible(
          (account == null ? "nothing is held as a whole" : account + " is not held")
              + "; belfry queue shows what is");
    }
  }
}
