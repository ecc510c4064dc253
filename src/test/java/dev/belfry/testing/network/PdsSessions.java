package dev.belfry.testing.network;

import dev.belfry.testing.network.Misbehave.Answer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who is logged in to a fake server. Each session is good until it is exchanged. Thread-safe. */
final class PdsSessions {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String APP_PASSWORD = "com.atproto.appPass";
  private static final String ACCOUNT_PASSWORD = "com.atproto.access";

  private final String did;
  private final String handle;
  private int number;
  private @Nullable String access;
  private @Nullable String refresh;
  private boolean stale;
  private boolean revoked;

  PdsSessions(String did, String handle) {
    this.did = did;
    this.handle = handle;
  }

  synchronized Answer create(JsonNode body) {
    String password = body.path("password").stringValue("");
    boolean isKnown = body.path("identifier").stringValue("").equals(handle);
    if (isKnown && password.equals(FakePds.APP_PASSWORD)) {
      return next(APP_PASSWORD);
    } else if (isKnown && password.equals(FakePds.ACCOUNT_PASSWORD)) {
      return next(ACCOUNT_PASSWORD);
    }
    return error(401, "AuthenticationRequired", "Invalid identifier or password");
  }

  synchronized Answer refresh(Asked asked) {
    if (asked.bytes().length > 0) {
      return error(400, "InvalidRequest", "A request body was provided when none was expected");
    }
    return !revoked && ("Bearer " + refresh).equals(asked.headers().get("authorization"))
        ? next(APP_PASSWORD)
        : error(400, "ExpiredToken", "Token has been revoked");
  }

  synchronized Answer get(Asked asked) {
    Answer refusal = refusal(asked);
    return refusal != null ? refusal : new Answer(200, whose().toString());
  }

  /** Why a request is not let in; null where it is. */
  synchronized @Nullable Answer refusal(Asked asked) {
    String authorization = asked.headers().get("authorization");
    if (authorization == null) {
      return error(401, "AuthMissing", "Authentication Required");
    } else if (!authorization.equals("Bearer " + access)) {
      return error(400, "InvalidToken", "Token could not be verified");
    }
    return stale ? error(400, "ExpiredToken", "Token has expired") : null;
  }

  /** The token in use is refused from now on, until it is exchanged. */
  synchronized void expire() {
    stale = true;
  }

  /** No session is exchanged any more. */
  synchronized void revoke() {
    stale = true;
    revoked = true;
  }

  private Answer next(String scope) {
    number++;
    stale = false;
    Instant now = Instant.now();
    access =
        PdsHash.token(scope, "access-" + number, now.plus(Duration.ofHours(2)).getEpochSecond());
    refresh =
        PdsHash.token(
            "com.atproto.refresh",
            "refresh-" + number,
            now.plus(Duration.ofDays(90)).getEpochSecond());
    return new Answer(200, whose().put("accessJwt", access).put("refreshJwt", refresh).toString());
  }

  private ObjectNode whose() {
    return JSON.createObjectNode().put("did", did).put("handle", handle).put("active", true);
  }

  static Answer error(int status, String error, String message) {
    return new Answer(
        status, JSON.createObjectNode().put("error", error).put("message", message).toString());
  }
}
