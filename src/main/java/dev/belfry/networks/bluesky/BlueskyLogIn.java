package dev.belfry.networks.bluesky;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.LogInAdvice;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.LogInFailed;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Logs in to Bluesky with an app password, once: a server takes 300 log-ins a day (<a
 * href="https://docs.bsky.app/docs/advanced-guides/rate-limits">rate limits</a>), and the session
 * is kept and exchanged. Thread-safe.
 */
public final class BlueskyLogIn implements LogIn {
  /** The environment variable that may hold the app password. */
  static final String VARIABLE = "BELFRY_BLUESKY_APP_PASSWORD";

  /** Resolves anybody's handle. */
  static final BaseUrl RESOLVER = new BaseUrl(URI.create("https://public.api.bsky.app"));

  private static final String CREATE = "com.atproto.server.createSession";
  private static final String REFRESH = "com.atproto.server.refreshSession";
  private static final String GET = "com.atproto.server.getSession";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String APP_PASSWORDS = "https://bsky.app/settings/app-passwords";

  private final FindServer find;
  private final InstantSource clock;

  /** At Bluesky's own directories. */
  public BlueskyLogIn(InstantSource clock) {
    this(new FindServer(RESOLVER, new BaseUrl(URI.create("https://plc.directory"))), clock);
  }

  BlueskyLogIn(FindServer find, InstantSource clock) {
    this.find = find;
    this.clock = clock;
  }

  @Override
  public Credential logIn(AccountName account, Options options, Person person) {
    URI named = options.server();
    BaseUrl server =
        named == null
            ? find.of(account.handle(), new Deadline(PATIENCE, clock))
            : BaseUrl.parse("--server", named.toString());
    person.tell(
        "Belfry needs an app password for %s; make one at %s.".formatted(account, APP_PASSWORDS));
    String password = person.askSecret("App password: ", VARIABLE).strip();
    if (password.isEmpty()) {
      throw new LogInFailed("no app password was given; nothing has changed");
    }
    Session session = create(server, account, password, LogInAdvice.at(named != null));
    if (session.mayDoEverything()) {
      person.tell(
          "This is the account's own password, which may do everything to it; an app password"
              + " is safer: %s.".formatted(APP_PASSWORDS));
    }
    return new Credential(
            account,
            Session.KIND,
            server.uri(),
            session.did(),
            session.secret(),
            session.expiresAt())
        .withFreshUntil(session.freshUntil());
  }

  private static Session create(
      BaseUrl server, AccountName account, String password, LogInAdvice advice) {
    String body =
        JsonBody.write(
            JsonBody.object().put("identifier", account.handle()).put("password", password));
    Reply reply = Exchange.make(Xrpc.procedure(server, CREATE, body), PATIENCE);
    return session(advice.answered(reply), advice);
  }

  private static Session session(Answer answer, LogInAdvice advice) {
    if (answer.isSuccess()) {
      return Session.in(answer.json()).orElseThrow(() -> advice.of(answer, "it gave no session"));
    }
    throw switch (Xrpc.error(answer)) {
      case "AuthFactorTokenRequired" ->
          LogInAdvice.failed(
              Refusal.words(answer),
              "the account's own password needs a code from an e-mail; use an app password: "
                  + APP_PASSWORDS);
      case "AuthenticationRequired" ->
          LogInAdvice.failed(Refusal.words(answer), "check the name and the app password");
      default -> advice.of(answer, Xrpc.words(answer));
    };
  }

  @Override
  public Standing check(Credential credential, Duration within) {
    Reply reply =
        Exchange.make(
            Xrpc.as(
                Session.of(credential).accessToken(),
                Xrpc.query(new BaseUrl(credential.server()), GET, Map.of())),
            within);
    return reply.heard(BlueskyLogIn::standing, Standing.Unknown::new);
  }

  private static Standing standing(Answer answer) {
    Optional<String> handle = answer.json().path("handle").stringValueOpt();
    if (answer.isSuccess() && handle.isPresent()) {
      return new Standing.Works(handle.get());
    }
    return Refusal.isOfToken(answer) || Refusal.isOfAccount(answer)
        ? new Standing.Refused(Refusal.words(answer))
        : new Standing.Unknown(Refusal.words(answer));
  }

  @Override
  public Renewed refresh(Credential credential, Duration within) {
    if (!credential.kind().equals(Session.KIND)) {
      return new Renewed.NeedsLogIn("there is no session to renew");
    }
    Reply reply =
        Exchange.make(
            Xrpc.as(
                Session.of(credential).refreshToken(),
                Xrpc.procedure(new BaseUrl(credential.server()), REFRESH)),
            within);
    return reply.heard(answer -> renewed(credential, answer), Renewed.NotNow::new);
  }

  private static Renewed renewed(Credential credential, Answer answer) {
    if (answer.isSuccess()) {
      return Session.in(answer.json())
          .filter(session -> session.did().equals(credential.remoteId()))
          .<Renewed>map(
              session ->
                  new Renewed.Fresh(
                      credential
                          .renewed(session.secret(), session.expiresAt())
                          .withFreshUntil(session.freshUntil())))
          .orElseGet(
              () ->
                  new Renewed.NotNow(
                      "%s answered, but gave no session of this account".formatted(answer.host())));
    }
    return Refusal.isOfToken(answer) || Refusal.isOfAccount(answer)
        ? new Renewed.NeedsLogIn(Refusal.words(answer))
        : new Renewed.NotNow(Refusal.words(answer));
  }
}
