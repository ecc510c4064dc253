package dev.belfry.networks.x;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.account.Credential;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.ClocksApart;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.LogInAdvice;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn.Person;
import dev.belfry.publish.LogInFailed;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * <a href="https://docs.x.com/fundamentals/authentication/oauth-1-0a/pin-based-oauth">PIN-based
 * OAuth 1.0a</a>: works from any machine, and what it gives does not go stale.
 */
final class LogInByPin {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String CHECK_KEYS =
      "check the app's API key and its secret, and that the app may read and write";
  private static final String CHECK_PIN =
      "log in again, and type the PIN of the newest page at once";

  private final BaseUrl base;
  private final InstantSource clock;

  LogInByPin(BaseUrl base, InstantSource clock) {
    this.base = base;
    this.clock = clock;
  }

  Credential logIn(AccountName account, Person person) {
    person.tell("X needs the keys of an app of yours; https://console.x.com has them.");
    SignedByKeys app =
        SignedByKeys.app(
            person.askSecret("API key (consumer key): ", "BELFRY_X_CONSUMER_KEY").strip(),
            person.askSecret("API key secret: ", "BELFRY_X_CONSUMER_SECRET").strip());
    SignedByKeys passing =
        read(app, fields(app, "/oauth/request_token", Map.of("oauth_callback", "oob"), CHECK_KEYS));
    person.show(
        URI.create(
            "%s/oauth/authorize?%s"
                .formatted(base.uri(), Call.encoded(Map.of("oauth_token", passing.token())))));
    String pin = person.ask("Log in there as @%s, and type the PIN: ".formatted(account.handle()));
    Map<String, String> given =
        fields(passing, "/oauth/access_token", Map.of("oauth_verifier", pin.strip()), CHECK_PIN);
    SignedByKeys lasting = read(app, given);
    if (!given.getOrDefault("user_id", "").matches("[0-9]{1,19}")) {
      throw new LogInFailed("X did not say whose log-in this is; log in again in a while");
    }
    return new Credential(
        account,
        lasting.kind(),
        base.uri(),
        given.getOrDefault("user_id", ""),
        lasting.secret(),
        /* expiresAt= */ null);
  }

  private static SignedByKeys read(SignedByKeys app, Map<String, String> fields) {
    String token = fields.getOrDefault("oauth_token", "");
    String secret = fields.getOrDefault("oauth_token_secret", "");
    if (token.isEmpty() || secret.isEmpty()) {
      throw new LogInFailed("X gave no token, which it should; log in again in a while");
    }
    return app.with(token, secret);
  }

  /**
   * Takes a step.
   *
   * @param todo what to do where X refuses it
   */
  private Map<String, String> fields(
      SignedByKeys as, String path, Map<String, String> form, String todo) {
    Call call = as.authorizeForm(Call.postForm(base, path, form), form);
    Answer answer = XLogIn.advice(base).answered(Exchange.make(call, PATIENCE));
    if (answer.isSuccess()) {
      return decoded(answer);
    } else if (List.of(400, 401, 403).contains(answer.status())) {
      throw ClocksApart.words(answer, clock.instant())
          .map(LogInFailed::new)
          .orElseGet(() -> LogInAdvice.failed(XWords.sentence(answer), todo));
    }
    throw XLogIn.advice(base).of(answer, XWords.of(answer));
  }

  private static Map<String, String> decoded(Answer answer) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : answer.body().strip().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
