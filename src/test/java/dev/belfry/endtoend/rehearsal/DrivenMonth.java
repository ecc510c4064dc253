package dev.belfry.endtoend.rehearsal;

import dev.belfry.jobs.QuartzCron;
import dev.belfry.networks.Networks;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Patience;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Retraction;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.queue.Claim;
import dev.belfry.queue.FollowZoneRules;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.Nodes;
import dev.belfry.queue.QueueOccurrences;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.Schedules;
import dev.belfry.queue.SentPart;
import dev.belfry.release.Lanes;
import dev.belfry.release.LeasesInHand;
import dev.belfry.release.ReleaseDue;
import dev.belfry.release.ReleaseSettings;
import dev.belfry.release.ReleaseTools;
import dev.belfry.testing.ScriptedPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node that lives through a month: its passes as {@code belfry run} makes them, when something is
 * due and now and then when nothing is, with its lanes in threads; and what a cluster does once in
 * a while. Its networks take everything.
 */
final class DrivenMonth {
  private static final Duration REST = Duration.ofHours(3);
  private static final Duration BETWEEN_POSTS = Duration.ofHours(4);

  private final DrivenClock clock;
  private final ReleaseDue release;
  private int passes;

  DrivenMonth(DrivenClock clock) {
    this.clock = clock;
    Nodes.Introduction node =
        new Nodes.Introduction("driven", "here", 1, "dev", ReleaseSettings.DEFAULT_LEASE);
    long number = Nodes.newNumber();
    clock.database().transact(c -> Nodes.register(c, number, node));
    this.release =
        new ReleaseDue(
            new ReleaseTools(
                clock.database(),
                new TakesEverything(),
                new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(3)),
                clock,
                (attempt, settlement) -> {}),
            new ReleaseSettings(
                number, "driven", Set.of(Network.values()), ReleaseSettings.DEFAULT_LEASE),
            new LeasesInHand(),
            Lanes.inThreads());
  }

  int passes() {
    return passes;
  }

  void live(Instant until) {
    followZoneRules();
    Instant postsAt = clock.instant();
    while (true) {
      if (!clock.instant().isBefore(postsAt)) {
        makePosts();
        postsAt = clock.instant().plus(BETWEEN_POSTS);
      }
      release.pass(() -> false, wake -> {});
      release.finish();
      passes++;
      if (clock.instant().equals(until) && !release.isDue()) {
        return;
      }
      Instant rested = earlier(clock.instant().plus(REST), earlier(until, postsAt));
      Instant next = release.nextDue().map(due -> earlier(due, rested)).orElse(rested);
      if (next.isAfter(clock.instant())) {
        clock.turnTo(next);
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void followZoneRules() {
    FollowZoneRules follow =
        new FollowZoneRules(new Schedules(QuartzCron::read), clock.instant(), "driven");
    clock.database().transact(c -> follow.follow(c, FollowZoneRules.version()));
  }

  private void makePosts() {
    new QueueOccurrences(new Recurrences(QuartzCron::read)).all(clock.database(), clock.instant());
    new MakeShowings(new Schedules(QuartzCron::read)).all(clock.database(), clock.instant());
  }

  /**
   * The real renderers, and behind them networks that tell what they are asked and take the post.
   */
  private static final class TakesEverything implements Publishers, Publisher {
    private final Networks real = new Networks();

    @Override
    public Renderer renderer(Network network) {
      return real.renderer(network);
    }

    @Override
    public Publisher publisher(AccountName account) {
      return account.dryRun() ? real.dryRun() : this;
    }

    @Override
    public Preparation prepare(
        Claim claim, Post post, Set<String> lacks, Map<String, String> known, Patience patience) {
      return new Preparation.Ready(
          lacks.stream().collect(Collectors.toMap(name -> name, name -> "did:web:me.example")));
    }

    @Override
    public Outcome publish(Attempt attempt, Duration within) {
      return ScriptedPublishers.posted(attempt);
    }

    @Override
    public Look look(OpenAttempt attempt, Duration within) {
      throw new AssertionError("nothing is in doubt");
    }

    @Override
    public Retraction retract(AccountName account, SentPart part, Duration within) {
      throw new AssertionError("nothing is taken back");
    }

    @Override
    public PostUrls urls(AccountName account) {
      return real.urls(account);
    }

    @Override
    public LogIn logIn(Network network) {
      throw new AssertionError("everybody is let in here");
    }

    @Override
    public Publisher dryRun() {
      return real.dryRun();
    }

    @Override
    public Set<Network> live() {
      return real.live();
    }
  }
}
