package dev.belfry.testing.network;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A network on loopback. It takes posts, lets itself be looked at, does both as well or as badly as
 * it is told, and remembers every post that it took. Thread-safe.
 *
 * <ul>
 *   <li>{@code POST /posts} with {@code {account, text, parent?, key?}} gives {@code {id, url}};
 *   <li>{@code GET /posts?account=…&since=…} lists an account's posts since an instant;
 *   <li>{@code GET /posts/by-key/KEY?account=…} gives the one under the key, or 404;
 *   <li>{@code GET /record} gives all, one JSON object a line, and never misbehaves;
 *   <li>{@code GET /met} says how many requests met which behaviour, and how many other callers are
 *       not done with yet;
 *   <li>{@code POST /behave} with {@code {posts?, looks?}} changes how chance treats them.
 * </ul>
 */
public final class FakeNetwork implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String BY_KEY = "/posts/by-key/";

  private final Guarantee guarantee;
  private final Ledger ledger;
  private final Behaviours posts;
  private final Behaviours looks;
  private final AtomicInteger asked = new AtomicInteger();
  private final RawServer server;
  private volatile Duration comeBackIn = Duration.ofSeconds(1);
  private volatile Runnable beforeAnswering = () -> {};

  private FakeNetwork(Guarantee guarantee, int port, long seed, OutputStream record) {
    this.guarantee = guarantee;
    this.ledger = new Ledger(record);
    this.posts = new Behaviours(seed);
    this.looks = new Behaviours(seed + 1);
    this.server = RawServer.start(port, this::serve);
  }

  /** Starts one that does everything well until it is told otherwise. */
  public static FakeNetwork start(Guarantee guarantee) {
    return start(guarantee, 0, 0, OutputStream.nullOutputStream());
  }

  /**
   * Starts one.
   *
   * @param port 0 for a free one
   * @param seed of its moods
   * @param record gets a line for each post that is accepted
   */
  static FakeNetwork start(Guarantee guarantee, int port, long seed, OutputStream record) {
    return new FakeNetwork(guarantee, port, seed, record);
  }

  public String url() {
    return server.url();
  }

  /** How posts are treated. */
  public Behaviours posts() {
    return posts;
  }

  /** How looks are treated. */
  public Behaviours looks() {
    return looks;
  }

  /** How far off the instant is that it names when it limits the rate; default 1 s. */
  public void comesBackIn(Duration wait) {
    comeBackIn = wait;
  }

  /**
   * When a post was taken, and before that is answered, this is done: on the request's own thread,
   * so that the call is in flight for as long as it takes.
   */
  public void beforeAnswering(Runnable work) {
    beforeAnswering = work;
  }

  /** Every post that was accepted, in order. */
  public List<Accepted> record() {
    return ledger.all();
  }

  /** How many times it was asked to post, whatever it made of it. */
  public int postsAsked() {
    return asked.get();
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(Caller caller) throws IOException {
    Optional<Asked> request = caller.next();
    while (request.isPresent()) {
      answer(request.get(), caller);
      request = caller.isGone() ? Optional.empty() : caller.next();
    }
  }

  private void answer(Asked request, Caller caller) throws IOException {
    String what = request.method() + " " + request.path();
    if (what.equals("POST /posts")) {
      asked.incrementAndGet();
      treat(posts.next(), () -> post(JSON.readTree(request.body())), caller);
    } else if (what.equals("GET /posts")) {
      treat(looks.next(), () -> list(request), caller);
    } else if (what.startsWith("GET " + BY_KEY)) {
      treat(looks.next(), () -> byKey(request), caller);
    } else if (what.equals("GET /record")) {
      caller.answer(200, String.join("", record().stream().map(a -> a.line() + "\n").toList()));
    } else if (what.equals("GET /met")) {
      caller.answer(200, met().toString());
    } else if (what.equals("POST /behave")) {
      behave(JSON.readTree(request.body()));
      caller.answer(200, "{}");
    } else {
      caller.answer(404, "{\"error\":\"there is nothing here\"}");
    }
  }

  private void treat(Behaviour behaviour, Misbehave.Act act, Caller caller) throws IOException {
    new Misbehave(caller, Instant.now().plus(comeBackIn)).answer(behaviour, act);
  }

  private Misbehave.Answer post(JsonNode body) {
    String key = guarantee.hasKeys() ? optional(body, "key") : null;
    Ledger.Entry entry =
        ledger.take(
            body.path("account").stringValue(),
            body.path("text").stringValue(),
            optional(body, "parent"),
            key);
    beforeAnswering.run();
    return entry.isNew() || guarantee == Guarantee.IDEMPOTENT
        ? new Misbehave.Answer(201, view(entry.taken()).toString())
        : new Misbehave.Answer(500, "{\"error\":\"it broke\"}");
  }

  private Misbehave.Answer list(Asked request) {
    Instant since = Instant.parse(request.query().getOrDefault("since", ""));
    ArrayNode list = JSON.createArrayNode();
    ledger
        .of(request.query().getOrDefault("account", ""), post -> !post.at().isBefore(since))
        .forEach(post -> list.add(view(post)));
    return new Misbehave.Answer(200, list.toString());
  }

  private Misbehave.Answer byKey(Asked request) {
    return ledger
        .under(
            request.query().getOrDefault("account", ""), request.path().substring(BY_KEY.length()))
        .map(post -> new Misbehave.Answer(200, view(post).toString()))
        .orElseGet(() -> new Misbehave.Answer(404, "{\"error\":\"there is no such key\"}"));
  }

  private void behave(JsonNode moods) {
    moods.path("posts").stringValueOpt().ifPresent(posts::byChance);
    moods.path("looks").stringValueOpt().ifPresent(looks::byChance);
  }

  private ObjectNode met() {
    ObjectNode met = JSON.createObjectNode().put("callers", server.callers() - 1);
    posts
        .met()
        .forEach((behaviour, times) -> met.withObject("/posts").put(behaviour.name(), times));
    looks
        .met()
        .forEach((behaviour, times) -> met.withObject("/looks").put(behaviour.name(), times));
    return met;
  }

  private ObjectNode view(Accepted post) {
    return JSON.createObjectNode()
        .put("id", Long.toString(post.id()))
        .put("url", "%s/%d".formatted(url(), post.id()))
        .put("parent", post.parent())
        .put("text", post.text());
  }

  private static @Nullable String optional(JsonNode body, String field) {
    return body.path(field).stringValue(null);
  }
}
