package dev.belfry.networks;

import dev.belfry.account.Account;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Known;
import dev.belfry.publish.LivePart;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Patience;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Request;
import dev.belfry.queue.AbsentTries;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Releases one delivery step by step, as a node's lane does, but without a database and with no
 * decision of its own: what comes of each step is the test's to judge.
 */
final class ReleaseByHand {
  private final Renderer renderer;
  private final Publisher publisher;
  private final SettableClock clock;
  private final Account account;
  private Post post;
  private final Duration within;
  private final Map<String, String> found = new HashMap<>();
  private BooleanSupplier isStopped = () -> false;
  private Claim claim;
  private Instant openedAt = Instant.EPOCH;
  private @Nullable AbsentTries absent;

  ReleaseByHand(
      Publishers publishers, SettableClock clock, Account account, Post post, Duration within) {
    this.renderer = publishers.renderer(account.network());
    this.publisher = publishers.publisher(account.name());
    this.clock = clock;
    this.account = account;
    this.post = post;
    this.within = within;
    this.claim =
        new Claim(
            /* delivery= */ 7,
            new PostId(42),
            account.name(),
            /* token= */ 1,
            /* failures= */ 0,
            /* tries= */ 0,
            null,
            renderer.render(account, post).stream().map(RenderedPart::body).toList(),
            List.of());
  }

  /** From when on nothing more is begun to make a part ready. */
  void stopWhen(BooleanSupplier isStopped) {
    this.isStopped = isStopped;
  }

  /** What it has sent so far. */
  List<SentPart> sent() {
    return claim.sent();
  }

  boolean isOver() {
    return claim.nextPart().isEmpty();
  }

  /** What the network has told is too old to be used. */
  void forget() {
    found.clear();
  }

  /** Asks the network for what the next part lacks. */
  Preparation prepare() {
    Set<String> lacks = renderer.lacks(claim.bodies(), position());
    if (account.name().dryRun() || found.keySet().containsAll(lacks)) {
      return new Preparation.Ready(Map.of());
    }
    Preparation preparation =
        publisher.prepare(claim, post, lacks, Map.copyOf(found), new Patience(within, isStopped));
    if (preparation instanceof Preparation.Ready ready) {
      found.putAll(ready.found());
    } else if (preparation instanceof Preparation.Failed failed) {
      found.putAll(failed.found());
    }
    return preparation;
  }

  /** The attempt at the next part, as it would be written down. */
  Attempt open() {
    openedAt = clock.instant();
    Known known = new Known(claim.delivery(), claim.sent(), openedAt, claim.correlation(), found);
    Request request = renderer.complete(account.name(), claim.bodies(), known);
    return new Attempt(claim, position(), request);
  }

  /** Sends it, and goes on from there where it is live. */
  Outcome send(Attempt attempt) {
    Outcome outcome = publisher.publish(attempt, within);
    if (outcome instanceof Outcome.Posted posted) {
      goOn(posted);
    } else {
      boolean mayBeLive = outcome instanceof Outcome.Unconfirmed || claim.correlation() != null;
      tryAgain(mayBeLive ? attempt.request().correlation() : null);
    }
    return outcome;
  }

  /** Prepares, opens and sends the next attempt. */
  Outcome sendNext() {
    Preparation preparation = prepare();
    return preparation instanceof Preparation.Failed failed ? failed.outcome() : send(open());
  }

  /** Looks until the network tells something; an hour of waiting is over at once. */
  Look look(Attempt attempt) {
    Look look = publisher.look(asOpen(attempt), within);
    for (int times = 0; look instanceof Look.Later later && times < 10; times++) {
      Duration wait = Duration.between(clock.instant(), later.at());
      if (!wait.isNegative()) {
        clock.tick(wait);
      }
      look = publisher.look(asOpen(attempt), within);
    }
    if (look instanceof Look.Found live) {
      goOn(live.posted());
    } else if (look instanceof Look.ProvedAbsent) {
      isNotLive(attempt);
    }
    return look;
  }

  /** A look, or a person, has said so of it. */
  void isNotLive(Attempt attempt) {
    List<String> bodies = new ArrayList<>(absent == null ? List.of() : absent.bodies());
    bodies.remove(attempt.request().body());
    bodies.add(attempt.request().body());
    absent = new AbsentTries(absent == null ? openedAt : absent.since(), clock.instant(), bodies);
    claim = claim(claim.tries(), claim.correlation(), claim.bodies());
  }

  /** Somebody edits the post, of which nothing is live. */
  void edit(Post edited) {
    post = edited;
    claim =
        claim(
            claim.tries(),
            claim.correlation(),
            renderer.render(account, post).stream().map(RenderedPart::body).toList());
    forget();
  }

  private void goOn(Outcome.Posted posted) {
    List<SentPart> parts = new ArrayList<>();
    parts.add(new SentPart(posted.remoteId(), posted.cid()));
    posted.further().stream().map(LivePart::sent).forEach(parts::add);
    claim = claim.after(parts);
  }

  private void tryAgain(@Nullable String correlation) {
    claim = claim(claim.tries() + 1, correlation, claim.bodies());
  }

  private Claim claim(int tries, @Nullable String correlation, List<String> bodies) {
    return new Claim(
        claim.delivery(),
        claim.post(),
        claim.account(),
        claim.token(),
        claim.failures(),
        tries,
        correlation,
        absent,
        bodies,
        claim.sent());
  }

  /** As a look gets it. */
  OpenAttempt asOpen(Attempt attempt) {
    return new OpenAttempt(
        claim.delivery(),
        attempt.position(),
        attempt.through(),
        attempt.number(),
        attempt.isLast(),
        claim.failures(),
        claim.token(),
        account.name(),
        attempt.request().body(),
        attempt.request().correlation(),
        openedAt,
        OpenAttempt.Doubt.NEW,
        absent);
  }

  private int position() {
    return claim.nextPart().orElseThrow();
  }
}
