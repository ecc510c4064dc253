package dev.belfry.networks.bluesky;

import dev.belfry.account.Credential;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.http.TokenEnd;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a server gives in exchange for a password, or for the session before: a token for calls, of
 * two hours, and one of 90 days for the next session.
 *
 * @param did whose it is
 */
record Session(String accessToken, String refreshToken, String did) {
  static final String KIND = "bluesky-session";

  private static final String ACCESS = "accessJwt";
  private static final String REFRESH = "refreshJwt";

  /** The session in an answer; empty where there is none. */
  static Optional<Session> in(JsonNode answer) {
    Session session =
        new Session(
            answer.path(ACCESS).stringValue(""),
            answer.path(REFRESH).stringValue(""),
            answer.path("did").stringValue(""));
    return session.accessToken.isEmpty() || session.refreshToken.isEmpty() || session.did.isEmpty()
        ? Optional.empty()
        : Optional.of(session);
  }

  /** The session that a credential holds. */
  static Session of(Credential credential) {
    ObjectNode secret = JsonBody.read(credential.secret());
    return new Session(
        secret.path(ACCESS).stringValue(""),
        secret.path(REFRESH).stringValue(""),
        credential.remoteId());
  }

  /** As a credential keeps it. */
  String secret() {
    return JsonBody.write(JsonBody.object().put(ACCESS, accessToken).put(REFRESH, refreshToken));
  }

  /** When the token for calls ends; null where it does not say. */
  @Nullable Instant freshUntil() {
    return end(accessToken);
  }

  /** When the token for the next session ends; null where it does not say. */
  @Nullable Instant expiresAt() {
    return end(refreshToken);
  }

  /** Whether it came of the account's own password, which may do everything to the account. */
  boolean mayDoEverything() {
    return claims(accessToken).path("scope").stringValue("").equals("com.atproto.access");
  }

  private static @Nullable Instant end(String token) {
    return TokenEnd.at(claims(token).path("exp").longValue(0));
  }

  /** What a token says of itself; whether that is true is the server's business. */
  private static JsonNode claims(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      return parts.length == 3
          ? JsonBody.read(
              new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
          : MissingNode.getInstance();
    } catch (IllegalArgumentException | JacksonException | ClassCastException e) {
      return MissingNode.getInstance(); // A server may give tokens of another make.
    }
  }

  @Override
  public String toString() {
    return "Session[" + did + "]";
  }
}
