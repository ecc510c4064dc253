package dev.belfry.testing;

import dev.belfry.account.Account;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Known;
import dev.belfry.publish.LivePart;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Patience;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Request;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network that answers as the test says and remembers what it accepted: {@code body<parent}.
 * Without a script every part is posted.
 *
 * <p>A body {@code [image]} lacks what stands for it until the network has told: {@code 1} for the
 * first image that it is given, and so on. A thread whose bodies begin with {@code &} goes out in
 * one request. The request for a body with {@code [defect]} can't be made.
 */
public final class ScriptedPublishers implements Publishers, Renderer, Publisher {
  private static final String IMAGE = "[image]";
  private static final String TOGETHER = "&";
  private static final String DEFECT = "[defect]";

  private final List<String> accepted = new CopyOnWriteArrayList<>();
  private final Queue<Function<Attempt, Outcome>> script = new ConcurrentLinkedQueue<>();
  private final Queue<Supplier<Preparation>> preparations = new ConcurrentLinkedQueue<>();
  private @Nullable Publishers renderers;
  private final AtomicInteger images = new AtomicInteger();
  private final Queue<Function<SentPart, Retraction>> retractions = new ConcurrentLinkedQueue<>();
  private final List<String> deleted = new CopyOnWriteArrayList<>();
  private Look look = new Look.Unknown("nobody can tell");

  /** The next attempt that is not scripted yet meets this outcome. */
  public ScriptedPublishers then(Outcome outcome) {
    script.add(attempt -> outcome);
    return this;
  }

  /** The next attempt that is not scripted yet meets what this makes of it. */
  public ScriptedPublishers then(Function<Attempt, Outcome> answer) {
    script.add(answer);
    return this;
  }

  /** The next attempt kills the node, as far as the program can see. */
  public ScriptedPublishers thenDies() {
    script.add(
        attempt -> {
          throw new NodeDied();
        });
    return this;
  }

  /** The next attempt is accepted, and takes so long that this happens before the answer. */
  public ScriptedPublishers thenMeanwhile(Runnable happens) {
    script.add(
        attempt -> {
          accepted.add(attempt.request().body());
          happens.run();
          return posted(attempt.claim().delivery(), attempt.position());
        });
    return this;
  }

  /** The next part that is to be made ready meets this. */
  public ScriptedPublishers thenPrepares(Supplier<Preparation> answer) {
    preparations.add(answer);
    return this;
  }

  /** How many images it was given. */
  public int images() {
    return images.get();
  }

  public ScriptedPublishers whenLookedAt(Look answer) {
    look = answer;
    return this;
  }

  /** The next part that is taken back and not scripted yet meets what this makes of it. */
  public ScriptedPublishers thenRetracts(Function<SentPart, Retraction> answer) {
    retractions.add(answer);
    return this;
  }

  /** The ids of what it was asked to delete and deleted, in order. */
  public List<String> deleted() {
    return deleted;
  }

  /** What goes out is completed as these do it. */
  public void completesLike(Publishers others) {
    renderers = others;
  }

  public List<String> accepted() {
    return accepted;
  }

  @Override
  public Outcome publish(Attempt attempt, Duration within) {
    Function<Attempt, Outcome> scripted = script.poll();
    if (scripted != null) {
      return scripted.apply(attempt);
    }
    accepted.add(attempt.request().body());
    return posted(attempt);
  }

  /** An attempt's parts, live. */
  public static Outcome.Posted posted(Attempt attempt) {
    long delivery = attempt.claim().delivery();
    Outcome.Posted first = posted(delivery, attempt.position());
    return new Outcome.Posted(
        first.remoteId(),
        first.cid(),
        first.url(),
        IntStream.rangeClosed(attempt.position() + 1, attempt.through())
            .mapToObj(position -> posted(delivery, position))
            .map(part -> new LivePart(part.remoteId(), part.cid(), part.url()))
            .toList());
  }

  public static Outcome.Posted posted(long delivery, int position) {
    String id = delivery + "." + position;
    return new Outcome.Posted(id, null, "https://example.org/" + id);
  }

  @Override
  public Look look(OpenAttempt attempt, Duration within) {
    return look;
  }

  @Override
  public Renderer renderer(Network network) {
    return renderers == null ? this : renderers.renderer(network);
  }

  @Override
  public Publisher publisher(AccountName account) {
    return this;
  }

  @Override
  public PostUrls urls(AccountName account) {
    return (attempt, url) -> posted(attempt.delivery(), attempt.position());
  }

  @Override
  public LogIn logIn(Network network) {
    throw new UnsupportedOperationException("everybody is let in here");
  }

  @Override
  public Publisher dryRun() {
    return this;
  }

  @Override
  public Set<Network> live() {
    return Set.of(Network.X);
  }

  @Override
  public int rules() {
    return 1;
  }

  @Override
  public List<RenderedPart> render(Account account, Post post) {
    throw new UnsupportedOperationException("tests queue what they render themselves");
  }

  @Override
  public Set<String> lacks(List<String> bodies, int position) {
    return bodies.get(position - 1).contains(IMAGE) ? Set.of(IMAGE + position) : Set.of();
  }

  @Override
  public Preparation prepare(
      Claim claim, Post post, Set<String> lacks, Map<String, String> known, Patience patience) {
    Supplier<Preparation> scripted = preparations.poll();
    return scripted != null
        ? scripted.get()
        : new Preparation.Ready(
            lacks.stream()
                .collect(
                    Collectors.toMap(
                        name -> name, name -> Integer.toString(images.incrementAndGet()))));
  }

  @Override
  public Retraction retract(AccountName account, SentPart part, Duration within) {
    Function<SentPart, Retraction> scripted = retractions.poll();
    if (scripted != null) {
      return scripted.apply(part);
    }
    return delete(part);
  }

  /** Deletes it, the second time as well as the first. */
  public Retraction delete(SentPart part) {
    boolean isThere = !deleted.contains(part.remoteId());
    deleted.add(part.remoteId());
    return new Retraction.Gone(isThere ? "deleted" : "it was not there any more");
  }

  @Override
  public Request complete(AccountName account, List<String> bodies, Known known) {
    String body = bodies.get(known.position() - 1);
    if (body.contains(DEFECT)) {
      throw new IllegalStateException("no request for " + body);
    }
    if (body.startsWith(TOGETHER)) {
      List<String> rest = bodies.subList(known.position() - 1, bodies.size());
      return new Request(String.join("", rest), null, rest.size());
    }
    String image = known.found().getOrDefault(IMAGE + known.position(), IMAGE);
    return new Request(
        body.replace(IMAGE, image)
            + known.parent().map(SentPart::remoteId).map(id -> "<" + id).orElse(""),
        null);
  }

  /** Stands for SIGKILL: nothing after it runs. */
  public static final class NodeDied extends Error {
    private static final long serialVersionUID = 1L;
  }
}
