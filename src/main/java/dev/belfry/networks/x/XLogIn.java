package dev.belfry.networks.x;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.ClocksApart;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.LogInAdvice;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Logs in to X, with the keys of an app that its owner registered at <a
 * href="https://console.x.com">X's developer console</a>: by a PIN (OAuth 1.0a), or in the browser
 * alone (OAuth 2.0).
 */
public final class XLogIn implements LogIn {
  /** Where X's API is. */
  static final URI API = URI.create("https://api.x.com");

  private final InstantSource clock;
  private final XTokens tokens;

  public XLogIn(InstantSource clock) {
    this.clock = clock;
    this.tokens = new XTokens(clock);
  }

  @Override
  public Credential logIn(AccountName account, Options options, Person person) {
    URI server = options.server();
    BaseUrl base = server == null ? new BaseUrl(API) : BaseUrl.parse("--server", server.toString());
    return options.oauth2()
        ? new LogInByBrowser(base, tokens, LogInByBrowser.PORT).logIn(account, person)
        : new LogInByPin(base, clock).logIn(account, person);
  }

  @Override
  public Standing check(Credential credential, Duration within) {
    Call call = Call.get(new BaseUrl(credential.server()), "/2/users/me");
    return Exchange.make(Authority.of(credential).authorize(call), within)
        .heard(answer -> standing(credential, answer, clock.instant()), Standing.Unknown::new);
  }

  /** What to do where a step of a log-in goes wrong. */
  static LogInAdvice advice(BaseUrl base) {
    return LogInAdvice.at(!base.uri().equals(API));
  }

  private static Standing standing(Credential credential, Answer answer, Instant now) {
    String handle = answer.json().at("/data/username").stringValue("");
    if (answer.isSuccess() && !handle.isEmpty()) {
      return new Standing.Works(handle);
    }
    Optional<String> clock =
        credential.kind().equals(SignedByKeys.KIND) && answer.isUnauthorized()
            ? ClocksApart.words(answer, now)
            : Optional.empty();
    boolean refused = answer.isUnauthorized() || (answer.status() == 403 && !answer.isPage());
    return clock.isEmpty() && refused
        ? new Standing.Refused(XWords.sentence(answer))
        : new Standing.Unknown(clock.orElseGet(() -> XWords.sentence(answer)));
  }

  @Override
  public Renewed refresh(Credential credential, Duration within) {
    return tokens.refresh(credential, within);
  }
}
