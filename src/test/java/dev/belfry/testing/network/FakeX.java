package dev.belfry.testing.network;

import dev.belfry.account.Credential;
import dev.belfry.post.AccountName;
import dev.belfry.testing.network.Misbehave.Act;
import dev.belfry.testing.network.Misbehave.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * X on loopback, with one account. Where X's own description of its API is at hand, every request
 * and every answer of success is held against it; what does not fit fails the test when the fake is
 * closed. Thread-safe.
 */
public final class FakeX implements FakeApi {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration COME_BACK_IN = Duration.ofSeconds(1);
  private static final String USER_ID = "2244994945";
  private static final String UPLOAD = "/2/media/upload";
  private static final Pattern OF_UPLOAD = Pattern.compile(UPLOAD + "/([0-9]+)/(append|finalize)");

  private final String handle;
  private final Behaviours posts = new Behaviours(0);
  private final Behaviours looks = new Behaviours(1);
  private final Behaviours uploads = new Behaviours(2);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<String> misfits = new CopyOnWriteArrayList<>();
  private final Queue<Said> said = new ConcurrentLinkedQueue<>();
  private final XMedia media = new XMedia();
  private final XFeed feed;
  private final RawServer server;
  private final XAuthority authority;
  private final XLogIns logIns;

  private record Said(int status, String headers, String json) {}

  private FakeX(String handle) {
    this.handle = handle;
    this.feed = new XFeed(handle, media);
    this.server = RawServer.start(this::serve);
    this.authority = new XAuthority(server.url());
    this.logIns = new XLogIns(authority, USER_ID, handle);
  }

  /** Starts one that does everything well. */
  public static FakeX start(String handle) {
    Optional<XDocument> unused = XDocument.atHand();
    return new FakeX(handle);
  }

  /** What the owner gets who logs in by a PIN. */
  public Credential byPin(AccountName account) {
    authority.trust("lasting-token", "lasting-secret");
    return credential(
        account,
        "x-oauth1",
        Map.of(
            "consumerKey",
            XAuthority.CONSUMER_KEY,
            "consumerSecret",
            XAuthority.CONSUMER_SECRET,
            "token",
            "lasting-token",
            "tokenSecret",
            "lasting-secret"));
  }

  /** What the owner gets who logs in by the browser. */
  public Credential byBrowser(AccountName account) {
    Map<String, String> tokens = logIns.giveNext();
    return credential(
        account,
        "x-oauth2",
        Map.of(
            "clientId",
            XAuthority.CLIENT_ID,
            "accessToken",
            tokens.getOrDefault("access_token", ""),
            "refreshToken",
            tokens.getOrDefault("refresh_token", "")));
  }

  private Credential credential(AccountName account, String kind, Map<String, String> secret) {
    ObjectNode json = JSON.createObjectNode();
    secret.forEach(json::put);
    return new Credential(
        account, kind, URI.create(server.url()), USER_ID, json.toString(), /* expiresAt= */ null);
  }

  /** The owner allows what the page asks for; where their browser is sent then. */
  public String allow(URI page) {
    return logIns.allow(page);
  }

  /** The PIN that the owner is shown. */
  public String pin() {
    return XLogIns.PIN;
  }

  /**
   * The next post is answered so, and not taken.
   *
   * @param headers whole lines, each with its end
   */
  public void say(int status, String headers, String json) {
    said.add(new Said(status, headers, json));
  }

  /** So many replies are refused, as if their parents were not known yet. */
  public void takeRepliesAfter(int refusals) {
    feed.takeRepliesAfter(refusals);
  }

  /** Parameters and fields of lists have the names that they had until lately. */
  public void speakAsBefore() {
    feed.speakAsBefore();
  }

  /** A list goes on on another page after so many posts. */
  public void listAtMost(int perPage) {
    feed.listAtMost(perPage);
  }

  /** What is told of a GIF or a video each time that somebody asks, the last for ever. */
  public void process(String... states) {
    media.process(states);
  }

  /** How many segments the newest upload came in. */
  public int segments() {
    return media.segments();
  }

  @Override
  public String url() {
    return server.url();
  }

  @Override
  public Behaviours posts() {
    return posts;
  }

  @Override
  public Behaviours looks() {
    return looks;
  }

  @Override
  public Behaviours uploads() {
    return uploads;
  }

  @Override
  public List<Live> live() {
    return feed.entries().stream()
        .map(each -> new Live(each.id(), each.text(), each.parent(), media.pictures(each.media())))
        .toList();
  }

  @Override
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void expireTokens() {
    authority.forgetTokens();
  }

  @Override
  public void mistakeNextParent() {
    feed.mistakeNextReply();
  }

  @Override
  public void close() {
    server.close();
    if (!misfits.isEmpty() || !authority.faults().isEmpty()) {
      throw new AssertionError("X would mind: %s %s".formatted(misfits, authority.faults()));
    }
  }

  private void serve(Caller caller) throws IOException {
    Optional<Asked> request = caller.next();
    while (request.isPresent()) {
      asked.add(request.get());
      answer(request.get(), caller);
      request = caller.isGone() ? Optional.empty() : caller.next();
    }
  }

  private void answer(Asked request, Caller caller) throws IOException {
    switch (request.path()) {
      case "/oauth/request_token" -> plainly(logIns.requestToken(request), caller);
      case "/oauth/access_token" -> plainly(logIns.accessToken(request), caller);
      case "/2/oauth2/token" -> plainly(logIns.tokens(request), caller);
      default -> {
        if (authority.knows(request, Map.of())) {
          known(request, caller);
        } else {
          plainly(XFeed.problem(401, "Unauthorized", "Unauthorized"), caller);
        }
      }
    }
  }

  private static void plainly(Answer answer, Caller caller) throws IOException {
    caller.answer(answer.status(), answer.json());
  }

  private void known(Asked request, Caller caller) throws IOException {
    Matcher ofUpload = OF_UPLOAD.matcher(request.path());
    String what = request.method() + " " + request.path();
    if (ofUpload.matches()) {
      ofUpload(request, ofUpload.group(1), ofUpload.group(2), caller);
    } else if (what.startsWith("DELETE /2/tweets/")) {
      String id = request.path().substring(request.path().lastIndexOf('/') + 1);
      plainly(fitting(request, "/2/tweets/{id}", () -> feed.delete(id)).get(), caller);
    } else {
      known(what, request, caller);
    }
  }

  private void known(String what, Asked request, Caller caller) throws IOException {
    String path = request.path();
    switch (what) {
      case "POST /2/tweets" -> post(request, caller);
      case "GET /2/users/" + USER_ID + "/tweets" ->
          treat(
              looks,
              fitting(request, "/2/users/{id}/tweets", () -> feed.list(request.query())),
              caller);
      case "GET /2/users/me" -> plainly(fitting(request, path, this::me).get(), caller);
      case "POST " + UPLOAD ->
          treat(uploads, fitting(request, path, () -> media.whole(XMedia.form(request))), caller);
      case "POST " + UPLOAD + "/initialize" ->
          treat(
              uploads,
              fitting(request, path, () -> media.initialize(JSON.readTree(request.body()))),
              caller);
      case "GET " + UPLOAD ->
          plainly(
              fitting(
                      request,
                      path,
                      () -> media.status(request.query().getOrDefault("media_id", "")))
                  .get(),
              caller);
      case "POST /2/media/metadata" ->
          plainly(
              fitting(request, path, () -> media.describe(JSON.readTree(request.body()))).get(),
              caller);
      default -> plainly(XFeed.problem(404, "Not Found", "There is nothing here."), caller);
    }
  }

  private void post(Asked request, Caller caller) throws IOException {
    Said next = said.poll();
    if (next != null) {
      caller.answer(next.status(), next.headers(), next.json());
    } else {
      treat(
          posts,
          fitting(request, "/2/tweets", () -> feed.post(JSON.readTree(request.body()))),
          caller);
    }
  }

  private void ofUpload(Asked request, String id, String step, Caller caller) throws IOException {
    String path = UPLOAD + "/{id}/" + step;
    Act act =
        step.equals("append")
            ? () -> media.append(id, XMedia.form(request))
            : () -> media.complete(id);
    treat(uploads, fitting(request, path, act), caller);
  }

  private Answer me() {
    ObjectNode me = JSON.createObjectNode();
    me.putObject("data").put("id", USER_ID).put("name", "Ann").put("username", handle);
    return new Answer(200, me.toString());
  }

  private static void treat(Behaviours kind, Act act, Caller caller) throws IOException {
    new Misbehave(caller, Instant.now().plus(COME_BACK_IN)).answer(kind.next(), act);
  }

  /** The same, held against X's description. */
  private Act fitting(Asked request, String path, Act act) {
    return () -> {
      Optional<XDocument> document = XDocument.atHand();
      document.ifPresent(each -> misfits.addAll(misfits(each, request, path)));
      Answer answer = act.get();
      if (answer.status() < 300 && !request.query().containsKey("tweet.fields")) {
        document.ifPresent(
            each ->
                misfits.addAll(
                    each.response(request.method(), path, answer.status(), answer.json())));
      }
      return answer;
    };
  }

  private static List<String> misfits(XDocument document, Asked request, String path) {
    if (request.query().containsKey("tweet.fields")) {
      return List.of(); // as it was before the description; only where the fake speaks so, too
    } else if (request.bytes().length == 0) {
      return document.query(request.method(), path, request.query());
    }
    boolean isForm = request.headers().getOrDefault("content-type", "").startsWith("multipart/");
    return document.request(
        request.method(), path, isForm ? XMedia.json(XMedia.form(request)) : request.body());
  }
}
