package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.TellRepeated.Repeated;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.CheckName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.publish.SaveReady;
import dev.belfry.publish.Target;
import dev.belfry.queue.LockPosts;
import dev.belfry.queue.Occurrences;
import dev.belfry.queue.QueueOccurrences;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.StoredRecurrence;
import dev.belfry.queue.Unchecked;
import dev.belfry.queue.Unschedule;
import dev.belfry.schedule.HowToRepeat;
import dev.belfry.schedule.Repeat;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** {@code belfry schedule 42 --every …}: a post repeats from now on, or by another rule. */
final class RepeatPost {
  private static final int ECHOED = 3;

  private final Workplace workplace;
  private final Recurrences recurrences = new Recurrences(QuartzCron::read);
  private final BeforeQueueing checks;
  private final List<Problem> outside;

  /**
   * @param outside what the checks have found that ask on the Internet
   */
  RepeatPost(Workplace workplace, BeforeQueueing checks, List<Problem> outside) {
    this.workplace = workplace;
    this.checks = checks;
    this.outside = outside;
  }

  /**
   * Has it repeat for the accounts.
   *
   * @param accounts tells in the transaction which they are
   */
  void repeat(PostId post, HowToRepeat how, AccountsOf accounts) {
    Instant now = workplace.clock().instant();
    Repeated repeated =
        workplace
            .database()
            .inTransaction(
                connection -> {
                  LockPosts.toChange(connection, post);
                  StoredPost stored = ReadPost.read(connection, post);
                  return repeat(connection, stored, accounts.of(connection, stored), how, now);
                });
    new TellRepeated(workplace).tell(post, repeated, now);
    TellCaveats.tell(workplace, repeated.post(), repeated.targets());
  }

  /** The accounts that somebody means, of a post. */
  @FunctionalInterface
  interface AccountsOf {
    List<Account> of(Connection connection, StoredPost stored) throws SQLException;
  }

  private Repeated repeat(
      Connection connection,
      StoredPost stored,
      List<Account> accounts,
      HowToRepeat how,
      Instant now)
      throws SQLException {
    refuseLifting(stored);
    Instant since = stored.post().terms().earliest(now);
    Repeat repeat = how.resolve(since, zones(accounts), QuartzCron::read);
    checks.checkCopies(stored.post(), accounts, outside);
    refuseTooOften(repeat, accounts);
    List<Target> targets =
        PrepareTargets.withKnown(
            connection, workplace.publishers(), stored.post(), accounts, When.NEVER);
    boolean isNew = !isSo(connection, stored.id(), repeat, accounts, now);
    if (isNew) {
      start(connection, stored, repeat, targets, now);
    }
    StoredRecurrence rule = recurrences.of(connection, stored.id()).orElseThrow();
    return new Repeated(
        stored.post(), targets, isNew, rule, Occurrences.next(connection, rule, now, ECHOED));
  }

  /** Each time is made by a node, which nobody tells to lift an embargo. */
  private void refuseLifting(StoredPost stored) {
    Instant notBefore = stored.post().terms().notBefore();
    if (notBefore != null && checks.asked().skips().contains(CheckName.EMBARGO)) {
      throw new InvalidInput(
          "--skip-check",
          "what repeats begins when its embargo is over; belfry edit %s takes not-before out"
              .formatted(stored.id()));
    }
  }

  private List<ZoneId> zones(List<Account> accounts) {
    return accounts.stream().map(account -> account.settings().zoneOr(workplace.zone())).toList();
  }

  private static void refuseTooOften(Repeat repeat, List<Account> accounts) {
    Optional<Duration> closest = repeat.closest();
    for (Account account : accounts) {
      Duration spacing = account.settings().spacing();
      if (closest.isPresent() && closest.get().compareTo(spacing) < 0) {
        throw new InvalidInput(
            "--every",
            "it names times that are %d s apart, and %s keeps its posts %d s apart; name fewer times, or see belfry account set %s --spacing"
                .formatted(
                    closest.get().toSeconds(),
                    account.name(),
                    spacing.toSeconds(),
                    account.name()));
      }
    }
  }

  /** Whether it repeats so already: scripts say things twice, and the count must not start anew. */
  private boolean isSo(
      Connection connection, PostId post, Repeat repeat, List<Account> accounts, Instant now)
      throws SQLException {
    Optional<StoredRecurrence> there = recurrences.of(connection, post);
    return there.isPresent()
        && there.get().repeat().isLike(repeat)
        && List.copyOf(Recurrences.accounts(connection, there.get())).containsAll(accounts)
        && accounts.containsAll(Recurrences.accounts(connection, there.get()))
        && !Occurrences.next(connection, there.get(), now, 1).isEmpty();
  }

  /** What is due by the rule before stays; a time that somebody gave to the post itself goes. */
  private void start(
      Connection connection, StoredPost stored, Repeat repeat, List<Target> targets, Instant now)
      throws SQLException {
    PostId post = stored.id();
    Optional<Integer> unused = Recurrences.end(connection, post, now, workplace.actor());
    unschedule(connection, stored);
    SaveReady.queue(connection, post, targets, Unchecked.NOTHING, workplace.actor());
    Recurrences.start(
        connection, post, repeat, targets.stream().map(Target::plan).toList(), workplace.actor());
    int made = new QueueOccurrences(recurrences).of(connection, post, now);
    if (made == 0) {
      throw new IllegalStateException("no post was made of " + repeat.words());
    }
  }

  private void unschedule(Connection connection, StoredPost stored) throws SQLException {
    List<Long> waiting = stored.waiting().stream().map(StoredDelivery::id).toList();
    List<Long> taken = Unschedule.unschedule(connection, waiting, workplace.actor());
    if (taken.size() < waiting.size()) {
      throw new NotPossible(
          "post %s is begun or in doubt; let it repeat when that is over; belfry show %s tells where it stands"
              .formatted(stored.id(), stored.id()));
    }
  }
}
