package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.mastodon.MastodonLogIn;
import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.LogIn.Standing;
import dev.belfry.publish.LogInFailed;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.FakeMastodon;
import dev.belfry.testing.network.RawServer;
import dev.belfry.testing.network.ServerKind;
import dev.belfry.testing.network.Servers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody logs in to a server, or to what is none. */
final class MastodonLogInTest {
  private static final Instant NOW = Instant.parse("2026-12-01T14:00:00Z");
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final AccountName ANN = AccountName.parse("mastodon:ann@example.social");

  private final MastodonLogIn logIn = new MastodonLogIn(() -> NOW);
  private final List<String> told = new ArrayList<>();
  private FakeMastodon server = FakeMastodon.start(ServerKind.MASTODON);

  @AfterEach
  void stop() {
    server.close();
  }

  /** Whoever sits at the browser, and copies the code as well as they can. */
  private final class AtTheBrowser implements LogIn.Person {
    private final UnaryOperator<String> copies;
    private String code = "";

    AtTheBrowser(UnaryOperator<String> copies) {
      this.copies = copies;
    }

    @Override
    public void tell(String words) {
      told.add(words);
    }

    @Override
    public void show(URI page) {
      told.add(page.toString());
      code = server.letIn(page);
    }

    @Override
    public String ask(String prompt) {
      return copies.apply(code);
    }

    @Override
    public String askSecret(String prompt, String variable) {
      throw new AssertionError("a code is no secret");
    }
  }

  @Test
  void a_code_from_the_browser_becomes_a_credential_that_is_taken() {
    Credential credential = logIn(code -> " " + code + "\n");

    assertThat(credential.remoteId()).isEqualTo("109300000000000001");
    assertThat(credential.server()).isEqualTo(URI.create(server.url()));
    assertThat(credential.expiresAt()).isNull();
    assertThat(credential.freshUntil()).isNull();
    assertThat(logIn.check(credential, AMPLE)).isEqualTo(new Standing.Works("ann"));
  }

  @Test
  void no_secret_is_told_and_none_is_in_an_address() {
    Credential credential = logIn(code -> code);

    List<String> secrets =
        JsonBody.read(credential.secret()).valueStream().map(each -> each.stringValue("")).toList();
    assertThat(secrets).hasSize(3);
    for (String secret : List.of("access-token", "the-client-secret")) {
      assertThat(String.join("\n", told)).doesNotContain(secret);
      assertThat(server.asked()).extracting(Asked::path).noneMatch(p -> p.contains(secret));
      assertThat(credential.toString()).doesNotContain(secret);
    }
  }

  @Test
  void a_code_that_was_copied_badly_is_told_as_that() {
    assertFails(() -> logIn(code -> code + "x"), "does not take the code", "copy all of it");
  }

  @Test
  void whoever_is_logged_in_to_the_browser_must_be_the_account() {
    server.browsesAs("bob");

    assertFails(
        () -> logIn(code -> code), "as @bob, and not as @ann", "mastodon:bob@example.social");
  }

  @Test
  void a_server_that_is_none_of_mastodons_is_told_as_that() {
    try (RawServer page =
        RawServer.start(
            caller -> {
              caller.next();
              caller.answer(200, "<!DOCTYPE html><html>Welcome</html>");
            })) {
      assertFails(
          () -> logIn(page.url(), code -> code),
          "a page for people, where its API should be",
          "--server https://");
    }
  }

  @Test
  void a_server_that_is_not_there_is_told_as_that() {
    server.close();

    assertFails(() -> logIn(code -> code), "takes no connections", "--server https://");
  }

  @Test
  void a_host_that_there_is_not_is_told_as_that() {
    assertFails(
        () -> logIn("https://nowhere.invalid", code -> code),
        "there is no server nowhere.invalid",
        "mastodon:ann@example.social");
  }

  @ParameterizedTest
  @ValueSource(strings = {"example..social", "-.social", "a-.social", "example.social:65536"})
  void a_host_that_can_not_be_one_is_told_as_that(String host) {
    AccountName nowhere = new AccountName(/* dryRun= */ false, Network.MASTODON, "ann", host);

    assertThatThrownBy(
            () ->
                logIn.logIn(
                    nowhere,
                    new LogIn.Options(/* server= */ null, /* oauth2= */ false),
                    new AtTheBrowser(code -> code)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("mastodon:ann@%s: ".formatted(host));
  }

  @Test
  void a_password_does_not_travel_in_the_open() {
    assertThatThrownBy(() -> logIn("http://example.social", code -> code))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("https://");
  }

  @Test
  void a_token_that_is_refused_is_told_so_and_one_that_can_not_be_asked_about_is_not() {
    Credential credential = logIn(code -> code);
    server.expireTokens();

    assertThat(logIn.check(credential, AMPLE))
        .isInstanceOfSatisfying(
            Standing.Refused.class, refused -> assertThat(refused.words()).contains("401"));
    assertThat(logIn.refresh(credential, AMPLE)).isInstanceOf(Renewed.NeedsLogIn.class);
    server.close();
    assertThat(logIn.check(credential, AMPLE)).isInstanceOf(Standing.Unknown.class);
  }

  @Test
  void a_server_whose_tokens_end_gives_another_for_its_refresh_token() {
    server.close();
    server = FakeMastodon.start(ServerKind.RENEWING);
    Credential credential = logIn(code -> code);
    assertThat(credential.freshUntil()).isEqualTo(NOW.plusSeconds(3_600));
    server.expireTokens();

    Renewed renewed = logIn.refresh(credential, AMPLE);

    assertThat(renewed)
        .isInstanceOfSatisfying(
            Renewed.Fresh.class,
            fresh -> {
              assertThat(logIn.check(fresh.credential(), AMPLE))
                  .isEqualTo(new Standing.Works("ann"));
              assertThat(fresh.credential().freshUntil()).isEqualTo(NOW.plusSeconds(3_600));
            });
    assertThat(logIn.refresh(credential, AMPLE)).isInstanceOf(Renewed.NeedsLogIn.class);
    server.close();
    assertThat(logIn.refresh(credential, AMPLE)).isInstanceOf(Renewed.NotNow.class);
  }

  /** The refresh token is spent by then: what came in its place must not be lost to a number. */
  @Test
  void a_token_that_lasts_for_ever_by_its_number_is_taken() {
    server.close();
    server = FakeMastodon.start(ServerKind.RENEWING);
    Credential given = server.credential(ANN);
    String next =
        """
        {"access_token":"next","refresh_token":"next-refresh","expires_in":9223372036854775807}
        """;
    try (RawServer eternal = Servers.always(200, "application/json", next)) {
      Credential credential =
          new Credential(
              ANN, given.kind(), URI.create(eternal.url()), given.remoteId(), given.secret(), null);

      assertThat(logIn.refresh(credential, AMPLE))
          .isInstanceOfSatisfying(
              Renewed.Fresh.class,
              fresh -> {
                assertThat(fresh.credential().secret()).contains("next-refresh");
                assertThat(fresh.credential().freshUntil()).isNull();
              });
    }
  }

  private Credential logIn(UnaryOperator<String> copies) {
    return logIn(server.url(), copies);
  }

  private Credential logIn(String url, UnaryOperator<String> copies) {
    return logIn.logIn(
        ANN, new LogIn.Options(URI.create(url), /* oauth2= */ false), new AtTheBrowser(copies));
  }

  private static void assertFails(Runnable attempt, String... words) {
    assertThatThrownBy(attempt::run)
        .isInstanceOf(LogInFailed.class)
        .satisfies(failure -> assertThat(failure.getMessage()).contains(words))
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"));
  }
}
