package dev.belfry.networks.x;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.account.Credential;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn.Person;
import dev.belfry.publish.LogInFailed;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * <a href="https://docs.x.com/fundamentals/authentication/oauth-1-0a/pin-based-oauth">PIN-based
 * OAuth 1.0a</a>: works from any machine, and what it gives does not go stale.
 */
final class LogInByPin {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BaseUrl base;

  LogInByPin(BaseUrl base) {
    this.base = base;
  }

  Credential logIn(AccountName account, Person person) {
    person.tell("X needs the keys of an app of yours; https://console.x.com has them.");
    SignedByKeys app =
        SignedByKeys.app(
            person.askSecret("API key (consumer key): ", "BELFRY_X_CONSUMER_KEY").strip(),
            person.askSecret("API key secret: ", "BELFRY_X_CONSUMER_SECRET").strip());
    SignedByKeys passing = token(app, "/oauth/request_token", Map.of("oauth_callback", "oob"));
    person.show(
        URI.create(
            "%s/oauth/authorize?%s"
                .formatted(base.uri(), Call.encoded(Map.of("oauth_token", passing.token())))));
    String pin = person.ask("Log in there as @%s, and type the PIN: ".formatted(account.handle()));
    Map<String, String> given =
        fields(passing, "/oauth/access_token", Map.of("oauth_verifier", pin.strip()));
    SignedByKeys lasting = read(app, given);
    if (!given.getOrDefault("user_id", "").matches("[0-9]{1,19}")) {
      throw new LogInFailed("X did not say whose log-in this is; try again in a while");
    }
    return new Credential(
        account,
        lasting.kind(),
        base.uri(),
        given.getOrDefault("user_id", ""),
        lasting.secret(),
        /* expiresAt= */ null);
  }

  private SignedByKeys token(SignedByKeys as, String path, Map<String, String> form) {
    return read(as, fields(as, path, form));
  }

  private static SignedByKeys read(SignedByKeys app, Map<String, String> fields) {
    String token = fields.getOrDefault("oauth_token", "");
    String secret = fields.getOrDefault("oauth_token_secret", "");
    if (token.isEmpty() || secret.isEmpty()) {
      throw new LogInFailed("X gave no token; try again in a while");
    }
    return app.with(token, secret);
  }

  private Map<String, String> fields(SignedByKeys as, String path, Map<String, String> form) {
    Call call = as.authorizeForm(Call.postForm(base, path, form), form);
    return decoded(LogInByBrowser.answered(Exchange.make(call, PATIENCE)));
  }

  private static Map<String, String> decoded(Answer answer) {
    if (!answer.isSuccess()) {
      throw new LogInFailed(
          XWords.sentence(answer) + "; check the app's keys, and that the PIN was typed at once");
    }
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
