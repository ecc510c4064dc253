package dev.belfry.networks.x;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.http.TokenEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where OAuth 2.0 tokens come from: <a
 * href="https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code">{@code POST
 * /2/oauth2/token}</a>. Thread-safe.
 */
final class XTokens {
  private static final String PATH = "/2/oauth2/token";

  /** X says the second of a refresh token that it does not know, or gave another for. */
  private static final Set<String> FOR_GOOD =
      Set.of("invalid_grant", "invalid_request", "invalid_client", "unauthorized_client");

  private final InstantSource clock;

  XTokens(InstantSource clock) {
    this.clock = clock;
  }

  /** Tokens, and until when the access token is taken; null where X did not say. */
  record Given(BearerToken tokens, @Nullable Instant freshUntil) {
    @Override
    public String toString() {
      return "Given";
    }
  }

  /** Gives a code for tokens. */
  Reply exchange(BaseUrl base, BearerToken app, Map<String, String> codeAndProof, Duration within) {
    Map<String, String> form = new LinkedHashMap<>(codeAndProof);
    form.put("grant_type", "authorization_code");
    return ask(base, app, form, within);
  }

  /** Gives a refresh token for fresher ones. X is asked once: it takes each only once. */
  Renewed refresh(Credential credential, Duration within) {
    if (!(Authority.of(credential) instanceof BearerToken current)
        || current.refreshToken().isEmpty()) {
      return new Renewed.NeedsLogIn("X refuses its token, and gives no fresher one");
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", current.refreshToken());
    return ask(new BaseUrl(credential.server()), current, form, within)
        .heard(answer -> renewed(credential, current, answer), Renewed.NotNow::new);
  }

  /** An app with a secret shows it; one without says who it is in the form. */
  private static Reply ask(
      BaseUrl base, BearerToken app, Map<String, String> form, Duration within) {
    form.put("client_id", app.clientId());
    Call call = Call.postForm(base, PATH, form);
    return Exchange.make(
        app.clientSecret().isEmpty() ? call : call.with("Authorization", basic(app)), within);
  }

  private static String basic(BearerToken app) {
    String pair = app.clientId() + ":" + app.clientSecret();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private Renewed renewed(Credential credential, BearerToken current, Answer answer) {
    Given given = given(current, answer);
    if (given != null) {
      return new Renewed.Fresh(
          credential
              .renewed(given.tokens().secret(), credential.expiresAt())
              .withFreshUntil(given.freshUntil()));
    }
    return (answer.status() == 400 || answer.status() == 401)
            && FOR_GOOD.contains(answer.json().path("error").stringValue(""))
        ? new Renewed.NeedsLogIn(XWords.sentence(answer))
        : new Renewed.NotNow(XWords.sentence(answer));
  }

  /** The tokens in an answer; null where there are none. */
  @Nullable Given given(BearerToken before, Answer answer) {
    JsonNode json = answer.json();
    String access = json.path("access_token").stringValue("");
    if (!answer.isSuccess() || access.isEmpty()) {
      return null;
    }
    String refresh = json.path("refresh_token").stringValue(before.refreshToken());
    return new Given(
        new BearerToken(before.clientId(), before.clientSecret(), access, refresh),
        TokenEnd.after(json.path("expires_in").longValue(0), clock.instant()));
  }
}
