package dev.belfry.networks.x;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.CodeProof;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn.Options;
import dev.belfry.publish.LogIn.Person;
import dev.belfry.publish.LogIn.Standing;
import dev.belfry.publish.LogInFailed;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.FakeX;
import dev.belfry.testing.network.RawServer;
import dev.belfry.testing.network.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an owner logs in to X, and how Belfry stays logged in. */
final class XLogInTest {
  private static final AccountName ANN = AccountName.parse("x:ann");
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final Map<String, String> KEYS =
      Map.of(
          "BELFRY_X_CONSUMER_KEY", "consumer-key-of-the-app",
          "BELFRY_X_CONSUMER_SECRET", "consumer-secret-of-the-app",
          "BELFRY_X_CLIENT_ID", "client-id-of-the-app",
          "BELFRY_X_CLIENT_SECRET", "");

  private static final String TOKENS =
      """
      {"access_token":"next","refresh_token":"next-refresh","expires_in":9223372036854775807}
      """;

  private final FakeX x = FakeX.start("ann");
  private final XLogIn logIn = new XLogIn(() -> NOON);

  @AfterEach
  void stop() {
    x.close();
  }

  @Test
  void a_pin_gives_a_credential_that_x_takes_and_that_does_not_go_stale() {
    Owner owner = new Owner(x.pin());

    Credential credential = logIn.logIn(ANN, options(false), owner);

    assertThat(owner.page()).hasPath("/oauth/authorize").hasQuery("oauth_token=request-token");
    assertThat(credential.kind()).isEqualTo("x-oauth1");
    assertThat(credential.remoteId()).isEqualTo("2244994945");
    assertThat(credential.freshUntil()).isNull();
    assertThat(logIn.check(credential, AMPLE)).isEqualTo(new Standing.Works("ann"));
    assertThat(x.asked())
        .extracting(Asked::path)
        .containsExactly("/oauth/request_token", "/oauth/access_token", "/2/users/me");
  }

  /** The refresh token is spent by then: what came in its place must not be lost to a number. */
  @Test
  void tokens_that_last_for_ever_by_their_number_are_taken() {
    try (RawServer server = Servers.always(200, "application/json", TOKENS)) {
      Credential credential =
          new Credential(
              ANN,
              BearerToken.KIND,
              URI.create(server.url()),
              "2244994945",
              new BearerToken("client", "", "access", "refresh").secret(),
              null);

      assertThat(logIn.refresh(credential, AMPLE))
          .asInstanceOf(type(Renewed.Fresh.class))
          .satisfies(fresh -> assertThat(fresh.credential().secret()).contains("next-refresh"))
          .satisfies(fresh -> assertThat(fresh.credential().freshUntil()).isNull());
    }
  }

  @Test
  void a_wrong_pin_is_told_without_any_secret() {
    assertThatThrownBy(() -> logIn.logIn(ANN, options(false), new Owner("7654321")))
        .isInstanceOf(LogInFailed.class)
        .hasMessageContaining("Could not authenticate you")
        .message()
        .doesNotContain("secret-of", "request-secret");
  }

  @Test
  void a_browser_that_comes_back_gives_a_credential_that_is_fresh_for_two_hours()
      throws IOException {
    Owner owner = new Owner(null, this::comeBack);

    Credential credential = inBrowser(freePort()).logIn(ANN, owner);

    assertThat(owner.page()).hasParameter("code_challenge_method", "S256");
    assertThat(credential.kind()).isEqualTo("x-oauth2");
    assertThat(credential.freshUntil()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    assertThat(logIn.check(credential, AMPLE)).isEqualTo(new Standing.Works("ann"));
    owner.leave();
  }

  @Test
  void the_address_is_pasted_where_the_browser_can_not_come_back() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Owner owner = new Owner(null, x::allow);

      Credential credential = inBrowser(taken.getLocalPort()).logIn(ANN, owner);

      assertThat(logIn.check(credential, AMPLE)).isInstanceOf(Standing.Works.class);
    }
  }

  @Test
  void an_address_of_another_log_in_or_without_a_code_is_not_believed() throws IOException {
    int port = freePort();
    assertThatThrownBy(
            () ->
                inBrowser(port)
                    .logIn(ANN, new Owner(null, page -> "http://a/callback?state=b&code=c")))
        .isInstanceOf(LogInFailed.class)
        .hasMessageContaining("another log-in");
    assertThatThrownBy(
            () ->
                inBrowser(port)
                    .logIn(ANN, new Owner(null, page -> x.allow(page).replace("code=", "c="))))
        .isInstanceOf(LogInFailed.class)
        .hasMessageContaining("no code");
    assertThatThrownBy(
            () -> inBrowser(port).logIn(ANN, new Owner(null, page -> "?error=access_denied")))
        .isInstanceOf(LogInFailed.class)
        .hasMessageContaining("allow the app");
  }

  @Test
  void a_refresh_token_gives_the_next_pair_and_is_good_for_one_time() {
    Credential first = x.byBrowser(ANN);

    Renewed renewed = logIn.refresh(first, AMPLE);
    Renewed again = logIn.refresh(first, AMPLE);

    assertThat(renewed).isInstanceOf(Renewed.Fresh.class);
    Credential second = ((Renewed.Fresh) renewed).credential();
    assertThat(second.secret()).contains("access-token-2", "refresh-token-2");
    assertThat(second.freshUntil()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    assertThat(logIn.check(second, AMPLE)).isInstanceOf(Standing.Works.class);
    assertThat(logIn.check(first, AMPLE)).isInstanceOf(Standing.Refused.class);
    assertThat(again)
        .asInstanceOf(type(Renewed.NeedsLogIn.class))
        .satisfies(needs -> assertThat(needs.words()).contains("Value passed for the token"));
  }

  @Test
  void no_answer_to_a_refresh_leaves_the_old_credential() {
    Credential credential = x.byBrowser(ANN);
    x.close();

    assertThat(logIn.refresh(credential, AMPLE)).isInstanceOf(Renewed.NotNow.class);
  }

  @Test
  void what_a_pin_gave_is_not_refreshed() {
    assertThat(logIn.refresh(x.byPin(ANN), AMPLE)).isInstanceOf(Renewed.NeedsLogIn.class);
    assertThat(x.asked()).isEmpty();
  }

  @Test
  void nothing_that_holds_a_secret_shows_it() {
    Object[] holders = {
      new SignedByKeys("secret-1", "secret-2", "secret-3", "secret-4"),
      new BearerToken("secret-1", "secret-2", "secret-3", "secret-4"),
      new XTokens.Given(new BearerToken("secret-1", "secret-2", "secret-3", "secret-4"), null),
      new CodeProof("secret-1"),
      new Answer("e.org", 200, HttpHeaders.of(Map.of(), (a, b) -> true), "secret-1")
    };

    assertThat(holders).allSatisfy(each -> assertThat(each.toString()).doesNotContain("secret-"));
  }

  private LogInByBrowser inBrowser(int port) {
    return new LogInByBrowser(base(), new XTokens(() -> NOON), port);
  }

  private BaseUrl base() {
    return BaseUrl.parse("X", x.url());
  }

  private Options options(boolean oauth2) {
    return new Options(URI.create(x.url()), oauth2);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** The browser goes where X sends it; nothing is pasted. */
  private String comeBack(URI page) {
    URI back = URI.create(x.allow(page));
    BaseUrl listener = BaseUrl.parse("Belfry", "http://127.0.0.1:" + back.getPort());
    Exchange.make(Call.get(listener, back.getRawPath() + "?" + back.getRawQuery()), AMPLE);
    return "";
  }

  /** Does what they are asked. */
  private static final class Owner implements Person {
    private final @Nullable String pin;
    private final Function<URI, String> browser;
    private final List<URI> pages = new ArrayList<>();
    private final CountDownLatch leaves = new CountDownLatch(1);
    private volatile String pasted = "";

    Owner(String pin) {
      this(pin, page -> "");
    }

    Owner(@Nullable String pin, Function<URI, String> browser) {
      this.pin = pin;
      this.browser = browser;
    }

    URI page() {
      return pages.get(0);
    }

    void leave() {
      leaves.countDown();
    }

    @Override
    public void tell(String words) {
      assertThat(words).isNotBlank();
    }

    @Override
    public void show(URI page) {
      pages.add(page);
      pasted = browser.apply(page);
    }

    @Override
    public String ask(String prompt) {
      if (pin != null) {
        return pin;
      } else if (pasted.isEmpty()) {
        awaitLeaving();
      }
      return pasted;
    }

    private void awaitLeaving() {
      try {
        leaves.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public String askSecret(String prompt, String variable) {
      return requireNonNull(KEYS.get(variable));
    }
  }
}
