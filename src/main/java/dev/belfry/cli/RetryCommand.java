package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.SaveReady;
import dev.belfry.publish.Target;
import dev.belfry.queue.LockPosts;
import dev.belfry.queue.Pauses;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.Unchecked;
import dev.belfry.schedule.WhenToPost;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry retry 42}: sends again now what failed or waits for its next try. A thread goes on
 * at its first part that is missing.
 */
final class RetryCommand implements Command {
  private static final WhenToPost NOW = WhenToPost.byOptions(null, null, true, null, false);

  /**
   * What was done.
   *
   * @param left why other accounts of the post were left as they are
   * @param pauses the accounts that wait all the same, and until when
   */
  private record Retried(
      List<StoredDelivery> again, List<String> left, Map<AccountName, Instant> pauses) {}

  private final Workplace workplace;

  RetryCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "A post that failed or was put off."));
    spec.addOption(TakesAccount.option("Only for this account; default: all."));
    Takes.examples(spec, "belfry retry 42");
  }

  @Override
  public ExitCode run(ParseResult given) {
    PostId post = TakesPost.of(given);
    @Nullable AccountName only = TakesAccount.of(given);
    Retried retried = workplace.database().inTransaction(c -> retry(c, post, only));
    retried.again().forEach(each -> say(post, each, retried.pauses()));
    retried.left().forEach(why -> workplace.console().err().println("belfry: " + why));
    TellHolds.tell(workplace, retried.again().stream().map(e -> e.account().name()).toList());
    return ExitCode.FINE;
  }

  private Retried retry(Connection connection, PostId post, @Nullable AccountName only)
      throws SQLException {
    // What is rendered here must still be the wording when it is queued.
    LockPosts.toQueue(connection, Set.of(post));
    StoredPost stored = ReadPost.read(connection, post);
    List<StoredDelivery> again = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (StoredDelivery each : stored.deliveries()) {
      if (only == null || each.account().name().equals(only)) {
        if (isRetryable(each)) {
          again.add(each);
        } else {
          left.add(why(post, each));
        }
      }
    }
    if (again.isEmpty()) {
      throw new NotPossible(nothing(post, only, left));
    }
    enqueue(connection, stored, again);
    return new Retried(again, left, Pauses.at(connection, workplace.clock().instant()));
  }

  private void enqueue(Connection connection, StoredPost stored, List<StoredDelivery> again)
      throws SQLException {
    List<Account> accounts = new ArrayList<>();
    for (StoredDelivery each : again) {
      // Not the one at hand: an account that was removed since sends nothing.
      accounts.add(Accounts.get(connection, each.account().name()));
    }
    List<Target> targets =
        PrepareTargets.withKnown(
            connection,
            workplace.publishers(),
            stored.post(),
            accounts,
            WhenOptions.resolve(NOW, workplace));
    SaveReady.queue(connection, stored.id(), targets, Unchecked.PASSED, workplace.actor());
  }

  /** What waits for its own time was not tried yet, and there is nothing to repeat. */
  private static boolean isRetryable(StoredDelivery delivery) {
    return delivery.state() == DeliveryState.FAILED
        || (delivery.state() == DeliveryState.SCHEDULED && delivery.reason() != null);
  }

  private static String why(PostId post, StoredDelivery delivery) {
    String what =
        switch (delivery.state()) {
          case PUBLISHED -> "published already";
          case UNCONFIRMED ->
              "in doubt; belfry resolve %s --posted URL, or --not-posted, settles it";
          case HELD -> "held; belfry resume %s lets it go on";
          case CLAIMED -> "being sent right now; belfry show %s tells what comes of it";
          case SCHEDULED -> "waiting for its time; belfry schedule %s --now sends it now";
          case DRAFT -> "a draft; belfry schedule %s --now sends it now";
          case SKIPPED -> "skipped; belfry schedule %s --now sends it all the same";
          case CANCELLED -> "cancelled";
          case RETRACTED -> "taken back; belfry draft writes another";
          case FAILED -> throw new IllegalArgumentException("what failed is retried");
        };
    return "post %s for %s is %s".formatted(post, delivery.account().name(), what.formatted(post));
  }

  private static String nothing(PostId post, @Nullable AccountName only, List<String> left) {
    if (!left.isEmpty()) {
      return String.join(". ", left);
    }
    return only == null
        ? "post %s has no account yet; belfry schedule %s --to ACCOUNT --now sends it"
            .formatted(post, post)
        : "post %s is not for %s; belfry show %s tells for which it is".formatted(post, only, post);
  }

  private void say(PostId post, StoredDelivery delivery, Map<AccountName, Instant> pauses) {
    AccountName account = delivery.account().name();
    Instant until = pauses.get(account);
    long live = delivery.parts().stream().filter(part -> part.url() != null).count();
    String part = live == 0 ? "" : ", from part " + (live + 1) + " on";
    String when =
        until == null
            ? "now"
            : "as soon as its network or its spacing lets it: at "
                + Times.local(until, workplace.zone());
    workplace
        .console()
        .out()
        .printf("Post %s is sent again to %s%s %s.%n", post, account, part, when);
    NotConnected.warn(workplace, account);
  }
}
