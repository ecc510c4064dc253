package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.EvergreenTexts;
import dev.belfry.queue.HoldDeliveries;
import dev.belfry.queue.HoldDeliveries.Stopped;
import dev.belfry.queue.Holds;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry hold 42 | --account A | --all --reason TEXT}: stops what is in the queue. */
final class HoldCommand implements Command {
  private static final String ALREADY = "held already; the first reason stays.";

  /**
   * What became of a post.
   *
   * @param isNew false: it was held before
   * @param underWay those of which a part may go out, or be live, all the same
   */
  private record Held(boolean isNew, List<StoredDelivery> underWay) {}

  private final Workplace workplace;

  HoldCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    HoldScope.addTo(spec);
    spec.addOption(Takes.one("--reason", "TEXT", "Why; shown wherever the hold is."));
    Takes.examples(
        spec,
        "belfry hold 42 --reason \"waiting for the figures\"",
        "belfry hold --all --reason \"news day\"");
  }

  @Override
  public ExitCode run(ParseResult given) {
    HoldScope.check(given);
    String reason = given.matchedOptionValue("--reason", "");
    if (reason.isBlank()) {
      throw new ParameterException(given.commandSpec().commandLine(), "say why with --reason");
    }
    if (given.hasMatchedPositional(0)) {
      PostId post = TakesPost.of(given);
      Held held =
          workplace.database().inTransaction(connection -> holdPost(connection, post, reason));
      workplace
          .console()
          .out()
          .printf("Post %s is %s%n", post, held.isNew() ? "held: " + reason : ALREADY);
      held.underWay()
          .forEach(each -> workplace.console().err().println("belfry: " + whatStays(each)));
    } else {
      @Nullable String account = HoldScope.account(given);
      boolean isNew =
          workplace.database().inTransaction(connection -> hold(connection, account, reason));
      String what = account == null ? "Everything is" : account + " is";
      String told = isNew ? "held: " + reason : ALREADY;
      workplace.console().out().println(what + " " + told);
    }
    return ExitCode.FINE;
  }

  private Held holdPost(Connection connection, PostId post, String reason) throws SQLException {
    List<StoredDelivery> deliveries = ReadPost.read(connection, post).deliveries();
    List<Stopped> stopped =
        HoldDeliveries.hold(
            connection,
            deliveries.stream().map(StoredDelivery::id).toList(),
            reason,
            workplace.actor());
    if (stopped.isEmpty()) {
      if (isHeld(connection, post)) {
        return new Held(/* isNew= */ false, List.of());
      }
      List<String> sets = EvergreenTexts.setsOf(connection, post);
      throw new NotPossible(
          sets.isEmpty()
              ? "nothing of post %s is waiting; belfry show %s tells where it stands"
                  .formatted(post, post)
              : "post %s itself is not waiting; belfry evergreen hold %s stops the set that it is in, belfry evergreen remove %s %s takes it out"
                  .formatted(post, sets.get(0), sets.get(0), post));
    }
    Set<Long> underWay =
        stopped.stream()
            .filter(each -> each.state() != DeliveryState.HELD)
            .map(Stopped::delivery)
            .collect(Collectors.toSet());
    return new Held(
        /* isNew= */ true,
        deliveries.stream().filter(each -> underWay.contains(each.id())).toList());
  }

  /** Read anew: another may have held it while this one waited. */
  private static boolean isHeld(Connection connection, PostId post) throws SQLException {
    return ReadPost.read(connection, post).deliveries().stream()
        .anyMatch(each -> each.state() == DeliveryState.HELD);
  }

  private static String whatStays(StoredDelivery delivery) {
    return delivery.state() == DeliveryState.UNCONFIRMED
        ? "%s may have a part of it already; it is not sent there again, nor what follows it"
            .formatted(delivery.account().name())
        : "a part of it is on its way to %s and arrives all the same; nothing follows it there"
            .formatted(delivery.account().name());
  }

  private boolean hold(Connection connection, @Nullable String account, String reason)
      throws SQLException {
    Account held = account == null ? null : Accounts.get(connection, AccountName.parse(account));
    return Holds.hold(connection, held, reason, workplace.actor());
  }
}
