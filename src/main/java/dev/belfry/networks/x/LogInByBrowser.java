package dev.belfry.networks.x;

import dev.belfry.account.Credential;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.CodeProof;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.LogInAdvice;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn.Person;
import dev.belfry.publish.LogInFailed;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * <a
 * href="https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code">Authorization
 * code with PKCE</a> (OAuth 2.0). The browser comes back to this machine by itself; from another
 * one the address that it ended at is pasted.
 */
final class LogInByBrowser {
  /** Where the browser comes back to: an app has to name the whole address. */
  static final int PORT = 7733;

  /** What a person types for a secret that there is not: an empty line may be a slip. */
  private static final String NONE = "-";

  private static final URI PAGE = URI.create("https://x.com");
  private static final String SCOPES =
      "tweet.read tweet.write users.read media.write offline.access";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration FOR_A_PERSON = Duration.ofMinutes(10);

  private final BaseUrl base;
  private final XTokens tokens;
  private final int port;

  LogInByBrowser(BaseUrl base, XTokens tokens, int port) {
    this.base = base;
    this.tokens = tokens;
    this.port = port;
  }

  Credential logIn(AccountName account, Person person) {
    BearerToken app =
        new BearerToken(
            person.askSecret("OAuth 2.0 client ID: ", "BELFRY_X_CLIENT_ID").strip(),
            clientSecret(person),
            "",
            "");
    CompletableFuture<String> address = new CompletableFuture<>();
    try (RedirectListener listener = new RedirectListener(port, address)) {
      CodeProof proof = CodeProof.drawn();
      String state = CodeProof.random();
      person.tell(
          "The app has to have %s among its callback addresses.".formatted(listener.redirectUri()));
      person.show(page(app, listener, proof, state));
      askBeside(address, account, person);
      String code = code(await(address), state);
      return credential(account, given(app, listener, code, proof));
    }
  }

  private static String clientSecret(Person person) {
    String given =
        person
            .askSecret(
                "OAuth 2.0 client secret (- where the app has none): ", "BELFRY_X_CLIENT_SECRET")
            .strip();
    return given.equals(NONE) ? "" : given;
  }

  private URI page(BearerToken app, RedirectListener listener, CodeProof proof, String state) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", app.clientId());
    query.put("redirect_uri", listener.redirectUri());
    query.put("scope", SCOPES);
    query.put("state", state);
    query.put("code_challenge", proof.challenge());
    query.put("code_challenge_method", "S256");
    URI site = base.uri().equals(XLogIn.API) ? PAGE : base.uri();
    return URI.create("%s/i/oauth2/authorize?%s".formatted(site, Call.encoded(query)));
  }

  /** Whoever reads a terminal can't be told to stop: it is left waiting when nobody needs it. */
  private static void askBeside(
      CompletableFuture<String> address, AccountName account, Person person) {
    Thread asking =
        new Thread(
            () -> {
              String pasted =
                  person.ask(
                      "Log in there as @%s. If nothing happens then, paste the address it ends at: "
                          .formatted(account.handle()));
              if (!pasted.isBlank()) {
                address.complete(pasted.strip());
              }
            },
            "belfry-log-in");
    asking.setDaemon(true);
    asking.setUncaughtExceptionHandler((thread, nobodyThere) -> {});
    asking.start();
  }

  private static String await(CompletableFuture<String> address) {
    try {
      return address.get(FOR_A_PERSON.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new LogInFailed("nobody came back from X within 10 minutes; log in again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogInFailed("the log-in was stopped");
    }
  }

  private static String code(String address, String state) {
    if (address.contains("error=")) {
      throw new LogInFailed("X was told no; log in again, and allow the app");
    } else if (!state.equals(parameter(address, "state"))) {
      throw new LogInFailed(
          "this address belongs to another log-in; log in again, and paste the newest");
    }
    String code = parameter(address, "code");
    if (code.isEmpty()) {
      throw new LogInFailed("there is no code in this address; log in again, and paste all of it");
    }
    return code;
  }

  private static String parameter(String address, String name) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&#]*)").matcher(address);
    try {
      return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private XTokens.Given given(
      BearerToken app, RedirectListener listener, String code, CodeProof proof) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("code", code);
    form.put("redirect_uri", listener.redirectUri());
    form.put("code_verifier", proof.verifier());
    Answer answer = XLogIn.advice(base).answered(tokens.exchange(base, app, form, PATIENCE));
    XTokens.Given given = tokens.given(app, answer);
    if (given == null) {
      throw answer.status() == 400 || answer.status() == 401
          ? LogInAdvice.failed(XWords.sentence(answer), "check the app's client ID and secret")
          : XLogIn.advice(base).of(answer, XWords.of(answer));
    }
    return given;
  }

  /** The tokens don't say whose they are. */
  private Credential credential(AccountName account, XTokens.Given given) {
    Call call = given.tokens().authorize(Call.get(base, "/2/users/me"));
    Answer answer = XLogIn.advice(base).answered(Exchange.make(call, PATIENCE));
    String id = answer.json().at("/data/id").stringValue("");
    if (id.isEmpty()) {
      throw LogInAdvice.failed(
          XWords.sentence(answer), "X does not say whose log-in this is, so log in again");
    }
    return new Credential(
            account,
            given.tokens().kind(),
            base.uri(),
            id,
            given.tokens().secret(),
            given.tokens().refreshToken().isEmpty() ? given.freshUntil() : null)
        .withFreshUntil(given.freshUntil());
  }
}
