package dev.belfry.networks.x;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.http.Reply.NoAnswer;
import dev.belfry.networks.http.Reply.NotSent;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Logs in to X, with the keys of an app that its owner registered at <a
 * href="https://console.x.com">X's developer console</a>: by a PIN (OAuth 1.0a), or in the browser
 * alone (OAuth 2.0).
 */
public final class XLogIn implements LogIn {
  /** Where X's API is. */
  static final URI API = URI.create("https://api.x.com");

  private final XTokens tokens;

  public XLogIn(InstantSource clock) {
    this.tokens = new XTokens(clock);
  }

  @Override
  public Credential logIn(AccountName account, Options options, Person person) {
    URI server = options.server();
    BaseUrl base = new BaseUrl(server == null ? API : server);
    return options.oauth2()
        ? new LogInByBrowser(base, tokens, LogInByBrowser.PORT).logIn(account, person)
        : new LogInByPin(base).logIn(account, person);
  }

  @Override
  public Standing check(Credential credential, Duration within) {
    Call call = Call.get(new BaseUrl(credential.server()), "/2/users/me");
    return Exchange.make(Authority.of(credential).authorize(call), within)
        .fold(
            new Reply.Cases<Standing>() {
              @Override
              public Standing answered(Answer answer) {
                return standing(answer);
              }

              @Override
              public Standing notSent(NotSent reply) {
                return new Standing.Unknown(reply.words());
              }

              @Override
              public Standing noAnswer(NoAnswer reply) {
                return new Standing.Unknown(reply.words());
              }
            });
  }

  private static Standing standing(Answer answer) {
    String handle = answer.json().at("/data/username").stringValue("");
    if (answer.isSuccess() && !handle.isEmpty()) {
      return new Standing.Works(handle);
    }
    return switch (answer.status()) {
      case 401, 403 -> new Standing.Refused(XWords.sentence(answer));
      default -> new Standing.Unknown(XWords.sentence(answer));
    };
  }

  @Override
  public Renewed refresh(Credential credential, Duration within) {
    return tokens.refresh(credential, within);
  }
}
