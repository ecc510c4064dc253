package dev.belfry.networks.mastodon;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.CodeProof;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Logs in by an authorization code that a person copies from their browser: <a
 * href="https://docs.joinmastodon.org/spec/oauth/">OAuth 2</a>, with PKCE where the server knows
 * it. Belfry registers itself anew at each log-in. Thread-safe.
 */
public final class MastodonLogIn implements LogIn {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What a publisher asks for, and no more: to read its own posts, to post, to upload. */
  static final String SCOPES = "read:accounts read:statuses write:statuses write:media";

  /** The server shows the code instead of handing it to a program. */
  static final String SHOWN = "urn:ietf:wg:oauth:2.0:oob";

  private final InstantSource clock;

  public MastodonLogIn(InstantSource clock) {
    this.clock = clock;
  }

  private record App(String id, String secret) {
    @Override
    public String toString() {
      return "App[" + id + "]";
    }
  }

  @Override
  public Credential logIn(AccountName account, Options options, Person person) {
    BaseUrl base = base(account, options.server());
    ReadLogIn read = new ReadLogIn(account);
    App app = register(base, read);
    CodeProof proof = CodeProof.drawn();
    person.tell(
        "Log in as @%s, let Belfry in, and copy the code that you get."
            .formatted(account.handle()));
    person.show(authorize(base, app, proof));
    String code = person.ask("Code: ").strip();
    JsonNode token =
        read.json(
            Exchange.make(
                Call.postForm(base, "/oauth/token", exchange(app, proof, code)), PATIENCE));
    MastodonSecret secret =
        new MastodonSecret(
            read.text(token, "access_token"),
            app.id(),
            app.secret(),
            token.path("refresh_token").stringValue(null));
    JsonNode owner = read.json(Exchange.make(whoAmI(base, secret), PATIENCE));
    read.refuseOther(owner.path("username").stringValue(""));
    return new Credential(
            account,
            "mastodon-oauth2",
            base.uri(),
            read.text(owner, "id"),
            secret.json(),
            /* expiresAt= */ null)
        .withFreshUntil(Refreshed.end(token, clock.instant()));
  }

  private static BaseUrl base(AccountName account, @Nullable URI server) {
    return server == null
        ? BaseUrl.parse(account.toString(), "https://" + account.host())
        : BaseUrl.parse("--server", server.toString());
  }

  private static App register(BaseUrl base, ReadLogIn read) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("client_name", "Belfry");
    asked.put("redirect_uris", SHOWN);
    asked.put("scopes", SCOPES);
    JsonNode app = read.json(Exchange.make(Call.postForm(base, "/api/v1/apps", asked), PATIENCE));
    return new App(read.text(app, "client_id"), read.text(app, "client_secret"));
  }

  private static URI authorize(BaseUrl base, App app, CodeProof proof) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", app.id());
    query.put("redirect_uri", SHOWN);
    query.put("scope", SCOPES);
    query.put("code_challenge", proof.challenge());
    query.put("code_challenge_method", "S256");
    return URI.create(base.uri() + "/oauth/authorize?" + Call.encoded(query));
  }

  private static Map<String, String> exchange(App app, CodeProof proof, String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("client_id", app.id());
    form.put("client_secret", app.secret());
    form.put("redirect_uri", SHOWN);
    form.put("code_verifier", proof.verifier());
    form.put("scope", SCOPES);
    return form;
  }

  private static Call whoAmI(BaseUrl base, MastodonSecret secret) {
    return Call.get(base, "/api/v1/accounts/verify_credentials")
        .with("Authorization", "Bearer " + secret.accessToken());
  }

  @Override
  public Standing check(Credential credential, Duration within) {
    Call call = whoAmI(new BaseUrl(credential.server()), MastodonSecret.of(credential));
    return new ReadLogIn(credential.account()).standing(Exchange.make(call, within));
  }

  /** Mastodon's own tokens do not end; some servers that speak its API give a refresh token. */
  @Override
  public Renewed refresh(Credential credential, Duration within) {
    MastodonSecret secret = MastodonSecret.of(credential);
    if (secret.refreshToken() == null) {
      return new Renewed.NeedsLogIn("the access token is refused");
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", secret.refreshToken());
    form.put("client_id", secret.clientId());
    form.put("client_secret", secret.clientSecret());
    Reply reply =
        Exchange.make(
            Call.postForm(new BaseUrl(credential.server()), "/oauth/token", form), within);
    return new Refreshed(credential, secret, clock).of(reply);
  }
}
