package dev.belfry.testing.network;

import dev.belfry.account.Credential;
import dev.belfry.post.AccountName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who is let in to a {@link FakeMastodon}, and what it tells everybody. Thread-safe. */
final class MastodonDoor {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SCOPES = "read:accounts read:statuses write:statuses write:media";

  private final ServerKind kind;
  private final AtomicInteger issued = new AtomicInteger();
  private final Map<String, String> challenges = new ConcurrentHashMap<>();
  private volatile String token = "access-token-0";
  private volatile String refresh = "refresh-token-0";
  private volatile String username = "ann";

  MastodonDoor(ServerKind kind) {
    this.kind = kind;
  }

  Credential credential(AccountName account, URI server) {
    ObjectNode secret =
        JSON.createObjectNode()
            .put("access_token", token)
            .put("client_id", "the-client")
            .put("client_secret", "the-client-secret");
    if (kind == ServerKind.RENEWING) {
      secret.put("refresh_token", refresh);
    }
    return new Credential(
        account, "mastodon-oauth2", server, FakeMastodon.ACCOUNT_ID, secret.toString(), null);
  }

  void browsesAs(String name) {
    username = name;
  }

  /** From now on the token that is in use is refused. */
  void expireTokens() {
    token = "access-token-" + issued.incrementAndGet();
  }

  String letIn(URI page) {
    Map<String, String> query =
        Asked.of("GET", page.getRawSchemeSpecificPart(), Map.of(), new byte[0]).query();
    if (!"the-client".equals(query.get("client_id"))
        || !SCOPES.equals(query.get("scope"))
        || !"S256".equals(query.get("code_challenge_method"))) {
      throw new IllegalArgumentException("a browser would show an error: " + page);
    }
    String code = "code-" + issued.incrementAndGet();
    challenges.put(code, String.valueOf(query.get("code_challenge")));
    return code;
  }

  /** What needs no token, and a refusal where one is needed and not there. */
  Optional<Misbehave.Answer> answer(Asked asked, String url) {
    return switch (asked.method() + " " + asked.path()) {
      case "POST /api/v1/apps" -> Optional.of(app(Form.of(asked)));
      case "POST /oauth/token" -> Optional.of(token(Form.of(asked)));
      case "GET /api/v2/instance" ->
          Optional.of(kind.isModern() ? instance() : error(404, "Not Found"));
      case "GET /api/v1/instance" -> Optional.of(instance());
      case "GET /" -> Optional.of(new Misbehave.Answer(200, "<!DOCTYPE html><html></html>"));
      default ->
          ("Bearer " + token).equals(asked.headers().get("authorization"))
              ? whoAmI(asked, url)
              : Optional.of(error(401, "The access token is invalid"));
    };
  }

  private static Misbehave.Answer app(Form form) {
    return form.text("redirect_uris").equals("urn:ietf:wg:oauth:2.0:oob")
            && form.text("scopes").equals(SCOPES)
        ? ok(
            JSON.createObjectNode()
                .put("client_id", "the-client")
                .put("client_secret", "the-client-secret"))
        : error(422, "Validation failed");
  }

  private Misbehave.Answer token(Form form) {
    boolean isClient =
        form.text("client_id").equals("the-client")
            && form.text("client_secret").equals("the-client-secret");
    return switch (form.text("grant_type")) {
      case "authorization_code" -> {
        String challenge = challenges.remove(form.text("code"));
        yield isClient && hash(form.text("code_verifier")).equals(challenge)
            ? newToken()
            : error(400, "invalid_grant");
      }
      case "refresh_token" ->
          isClient && form.text("refresh_token").equals(refresh)
              ? newToken()
              : error(400, "invalid_grant");
      default -> error(400, "unsupported_grant_type");
    };
  }

  private Misbehave.Answer newToken() {
    int number = issued.incrementAndGet();
    token = "access-token-" + number;
    ObjectNode given =
        JSON.createObjectNode()
            .put("access_token", token)
            .put("token_type", "Bearer")
            .put("scope", SCOPES)
            .put("created_at", Instant.now().getEpochSecond());
    if (kind == ServerKind.RENEWING) {
      refresh = "refresh-token-" + number;
      given.put("refresh_token", refresh).put("expires_in", 3_600);
    }
    return ok(given);
  }

  private Optional<Misbehave.Answer> whoAmI(Asked asked, String url) {
    return asked.path().equals("/api/v1/accounts/verify_credentials")
        ? Optional.of(
            ok(
                JSON.createObjectNode()
                    .put("id", FakeMastodon.ACCOUNT_ID)
                    .put("username", username)
                    .put("acct", username)
                    .put("url", url + "/@" + username)))
        : Optional.empty();
  }

  private Misbehave.Answer instance() {
    ObjectNode instance =
        JSON.createObjectNode().put("version", kind.version()).put("source_url", kind.source());
    if (kind.isModern()) {
      ObjectNode set = instance.putObject("configuration");
      set.putObject("statuses")
          .put("max_characters", 5_000)
          .put("max_media_attachments", 6)
          .put("characters_reserved_per_url", 25);
      ObjectNode media = set.putObject("media_attachments");
      media.put("description_limit", 1_000).put("image_size_limit", 1_000_000);
      media.putArray("supported_mime_types").add("image/png").add("image/jpeg");
    }
    return ok(instance);
  }

  static Misbehave.Answer ok(Object json) {
    return new Misbehave.Answer(200, json.toString());
  }

  static Misbehave.Answer error(int status, String words) {
    return new Misbehave.Answer(status, JSON.createObjectNode().put("error", words).toString());
  }

  private static String hash(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
