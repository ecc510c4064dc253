package dev.belfry.testing.network;

import static dev.belfry.testing.network.PdsSessions.error;

import dev.belfry.testing.network.Misbehave.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Bluesky server with one account, and the directories that lead to it. It does what was seen of
 * real ones: a repeated {@code applyWrites} breaks and writes nothing, {@code putRecord} is guarded
 * by {@code swapRecord}, sessions are exchanged and then gone. Hashes are by an encoder of its own.
 */
public final class FakePds implements FakeApi {
  public static final String DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
  public static final String HANDLE = "ann.example";
  public static final String APP_PASSWORD = "abcd-efgh-ijkl-mnop";
  public static final String ACCOUNT_PASSWORD = "correct horse battery";

  /** Somebody else who can be mentioned. */
  public static final String OTHER_HANDLE = "bob.example";

  public static final String OTHER_DID = "did:plc:z72i7hdynmk6r22z27h6tvur";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration COME_BACK_IN = Duration.ofSeconds(1);
  private static final String XRPC = "/xrpc/";

  private final Behaviours posts = new Behaviours(1);
  private final Behaviours looks = new Behaviours(2);
  private final Behaviours uploads = new Behaviours(3);
  private final PdsSessions sessions = new PdsSessions(DID, HANDLE);
  private final PdsRepo repo = new PdsRepo(DID);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final RawServer server = RawServer.start(this::serve);

  private FakePds() {}

  /** Starts one that does everything well until it is told otherwise. */
  public static FakePds start() {
    return new FakePds();
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
    return repo.live();
  }

  /** The records as they were written, by their keys. */
  public Map<String, JsonNode> records() {
    return repo.records();
  }

  @Override
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void expireTokens() {
    sessions.expire();
  }

  /** No session is exchanged any more: the owner must log in again. */
  public void revokeSessions() {
    sessions.revoke();
  }

  /** The files to which no record refers yet are forgotten, as a real server does after hours. */
  public void forgetFiles() {
    repo.forgetFiles();
  }

  @Override
  public void mistakeNextParent() {
    repo.mistakeNext();
  }

  @Override
  public void close() {
    server.close();
  }

  /** A session, as the account's owner gets it with the app password; nothing of it is asked. */
  public JsonNode session() {
    return JSON.readTree(
        sessions
            .create(JSON.createObjectNode().put("identifier", HANDLE).put("password", APP_PASSWORD))
            .json());
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
    String method =
        request.path().startsWith(XRPC) ? request.path().substring(XRPC.length()) : request.path();
    switch (method) {
      case "com.atproto.repo.putRecord" ->
          signedIn(posts, request, () -> repo.put(json(request)), caller);
      case "com.atproto.repo.applyWrites" ->
          signedIn(posts, request, () -> repo.apply(json(request)), caller);
      case "com.atproto.repo.uploadBlob" ->
          signedIn(uploads, request, () -> repo.upload(request), caller);
      case "com.atproto.repo.getRecord" -> treat(looks.next(), () -> repo.get(request), caller);
      case "com.atproto.repo.deleteRecord" ->
          say(allowed(request, () -> repo.delete(json(request))), caller);
      case "com.atproto.server.createSession" -> say(sessions.create(json(request)), caller);
      case "com.atproto.server.refreshSession" -> say(sessions.refresh(request), caller);
      case "com.atproto.server.getSession" -> say(sessions.get(request), caller);
      case "com.atproto.identity.resolveHandle" -> say(resolve(request), caller);
      case "/" + DID -> say(new Answer(200, document()), caller);
      default -> say(error(404, "NotFound", "there is nothing here"), caller);
    }
  }

  /** What a real server refuses for its token it refuses before anything else. */
  private void signedIn(Behaviours behaviours, Asked request, Supplier<Answer> act, Caller caller)
      throws IOException {
    @Nullable Answer refusal = sessions.refusal(request);
    if (refusal != null) {
      say(refusal, caller);
    } else {
      treat(behaviours.next(), act::get, caller);
    }
  }

  private Answer allowed(Asked request, Supplier<Answer> act) {
    @Nullable Answer refusal = sessions.refusal(request);
    return refusal != null ? refusal : act.get();
  }

  private static void treat(Behaviour behaviour, Misbehave.Act act, Caller caller)
      throws IOException {
    new Misbehave(caller, Instant.now().plus(COME_BACK_IN)).answer(behaviour, act);
  }

  private static void say(Answer answer, Caller caller) throws IOException {
    caller.answer(answer.status(), answer.json());
  }

  private static JsonNode json(Asked request) {
    return JSON.readTree(request.body());
  }

  private static Answer resolve(Asked request) {
    return switch (request.query().getOrDefault("handle", "")) {
      case HANDLE -> new Answer(200, "{\"did\":\"%s\"}".formatted(DID));
      case OTHER_HANDLE -> new Answer(200, "{\"did\":\"%s\"}".formatted(OTHER_DID));
      default -> error(400, "InvalidRequest", "Unable to resolve handle");
    };
  }

  private String document() {
    return """
    {"id": "%s", "alsoKnownAs": ["at://%s"], "service": [
      {"id": "#other", "type": "Other", "serviceEndpoint": "https://other.example"},
      {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "%s"}]}
    """
        .formatted(DID, HANDLE, url());
  }
}
