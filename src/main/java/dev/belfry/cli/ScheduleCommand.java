package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.post.Terms;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.SaveReady;
import dev.belfry.publish.Target;
import dev.belfry.queue.LockPosts;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.schedule.HowToRepeat;
import dev.belfry.schedule.WhenToPost;
import dev.belfry.sql.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry schedule 42 --at … | --in … | --now | --every …}: gives a post a time, or another
 * one, or has it repeat.
 */
final class ScheduleCommand implements Command {
  private record Scheduled(Post post, List<Target> targets, List<StoredDelivery> unheld) {}

  private final Workplace workplace;

  ScheduleCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "Which post."));
    spec.addOption(
        Takes.many("--to", "ACCOUNT", "Only for this account, or for one more; default: all."));
    WhenOptions.addTo(spec);
    RepeatOptions.addTo(spec);
    AskedChecks.addTo(spec);
    Takes.examples(
        spec,
        "belfry schedule 42 --at \"2026-12-01 09:00\" --zone America/New_York",
        "belfry schedule 42 --in 30m",
        "belfry schedule 42 --next",
        "belfry schedule 42 --now --skip-check same-text",
        "belfry schedule 42 --every \"0 0 9 ? * MON\" --zone Europe/Paris --times 5",
        "belfry schedule 42 --every \"0 30 17 L * ?\" --until 2027-12-31");
  }

  @Override
  public ExitCode run(ParseResult given) {
    PostId post = TakesPost.of(given);
    @Nullable HowToRepeat how = RepeatOptions.said(given);
    WhenToPost when = WhenOptions.said(given);
    if (how == null && !when.isSaid()) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "say when with --at, --in, --now, --next, --slot or --every");
    }
    List<String> to = given.matchedOptionValue("--to", List.of());
    FreshLimits limits = new FreshLimits(workplace);
    if (to.isEmpty()) {
      limits.ofAll();
    } else {
      limits.of(to);
    }
    BeforeQueueing checks = new BeforeQueueing(workplace, AskedChecks.of(given, workplace));
    List<Problem> outside = lookOutside(checks, post, to);
    if (how == null) {
      once(post, connection -> schedule(connection, post, to, when, checks, outside));
    } else {
      new RepeatPost(workplace, checks, outside)
          .repeat(post, how, (connection, stored) -> accounts(connection, stored, to));
    }
    return ExitCode.FINE;
  }

  private void once(PostId post, SqlWork<Scheduled> schedule) {
    Scheduled scheduled = workplace.database().inTransaction(schedule);
    workplace.console().out().printf("Post %s is scheduled.%n", post);
    scheduled.targets().forEach(target -> SayWhen.say(workplace, target, scheduled.post()));
    TellUnheld.tell(workplace, post, scheduled.unheld());
    TellCaveats.tell(workplace, scheduled.post(), scheduled.targets());
  }

  private List<Problem> lookOutside(BeforeQueueing checks, PostId post, List<String> to) {
    StoredPost seen = workplace.database().lend(connection -> ReadPost.read(connection, post));
    List<String> accounts =
        to.isEmpty()
            ? seen.deliveries().stream().map(each -> each.account().name().toString()).toList()
            : to;
    return new LookOutside(workplace, checks).look(seen.post(), accounts, /* isQueued= */ true);
  }

  private Scheduled schedule(
      Connection connection,
      PostId post,
      List<String> to,
      WhenToPost when,
      BeforeQueueing checks,
      List<Problem> outside)
      throws SQLException {
    // What is rendered here must still be the wording when it is queued.
    LockPosts.toQueue(connection, Set.of(post));
    StoredPost stored = ReadPost.read(connection, post);
    refuseRepeating(connection, post);
    List<Account> accounts = accounts(connection, stored, to);
    Terms terms = stored.post().terms();
    Terms held = checks.asked().heldTo(terms);
    List<Target> targets =
        PrepareTargets.withKnown(
            connection,
            workplace.publishers(),
            stored.post(),
            accounts,
            WhenOptions.resolve(when, workplace, held, connection, accounts, post));
    checks.check(connection, stored.post(), post, Going.of(targets), outside);
    SaveReady.queue(connection, post, targets, checks.asked().unchecked(terms), workplace.actor());
    return new Scheduled(
        stored.post(),
        targets,
        TellUnheld.among(
            stored.deliveries().stream()
                .filter(each -> accounts.contains(each.account()))
                .toList()));
  }

  private static List<Account> accounts(Connection connection, StoredPost stored, List<String> to)
      throws SQLException {
    List<String> names =
        stored.deliveries().stream().map(each -> each.account().name().toString()).toList();
    // Not those at hand: an account that was removed since sends nothing.
    List<Account> accounts = FindAccounts.named(connection, to.isEmpty() ? names : to);
    if (accounts.isEmpty()) {
      throw new NotPossible(
          "post %s has no account yet; say where it goes with --to".formatted(stored.id()));
    }
    return accounts;
  }

  private static void refuseRepeating(Connection connection, PostId post) throws SQLException {
    if (new Recurrences(QuartzCron::read).of(connection, post).isPresent()) {
      throw new NotPossible(
          "post %s repeats, each time as a post of its own; belfry unschedule %s ends that"
              .formatted(post, post));
    }
  }
}
