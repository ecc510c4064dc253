package dev.belfry.networks.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.LogInFailed;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.Caller;
import dev.belfry.testing.network.FakePds;
import dev.belfry.testing.network.RawServer;
import dev.belfry.testing.network.Servers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logging in with an app password, and what becomes of the session. */
final class BlueskyLogInTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final FakePds pds = FakePds.start();
  private final BlueskyLogIn logIn = BlueskyFixture.logIn(pds);

  @AfterEach
  void stop() {
    pds.close();
  }

  @Test
  void the_server_is_found_from_the_handle_and_the_session_kept() {
    BlueskyFixture.Owner ann = new BlueskyFixture.Owner(FakePds.APP_PASSWORD);
    Credential credential = logIn(BlueskyFixture.ANN, null, ann);

    assertThat(credential.server()).isEqualTo(URI.create(pds.url()));
    assertThat(credential.remoteId()).isEqualTo(FakePds.DID);
    assertThat(credential.kind()).isEqualTo("bluesky-session");
    assertThat(credential.freshUntil())
        .isBetween(in(Duration.ofMinutes(110)), in(Duration.ofHours(2)));
    assertThat(credential.expiresAt()).isBetween(in(Duration.ofDays(89)), in(Duration.ofDays(90)));
    assertThat(credential.secret()).doesNotContain(FakePds.APP_PASSWORD);
    assertThat(ann.told()).singleElement().asString().contains("app password");
    assertThat(logIn.check(credential, AMPLE)).isEqualTo(new LogIn.Standing.Works(FakePds.HANDLE));
  }

  @Test
  void a_server_that_is_named_is_asked_and_no_directory() {
    Credential credential =
        logIn(
            BlueskyFixture.ANN,
            URI.create(pds.url() + "/"),
            new BlueskyFixture.Owner(FakePds.APP_PASSWORD));

    assertThat(credential.server()).isEqualTo(URI.create(pds.url()));
    assertThat(pds.asked()).extracting(Asked::path).noneMatch(path -> path.contains("resolve"));
  }

  @Test
  void an_accounts_own_password_is_taken_with_a_warning() {
    BlueskyFixture.Owner ann = new BlueskyFixture.Owner(FakePds.ACCOUNT_PASSWORD);
    Credential unused = logIn(BlueskyFixture.ANN, null, ann);

    assertThat(ann.told()).last().asString().contains("own password").contains("safer");
  }

  @Test
  void a_wrong_password_says_what_to_check_and_is_not_repeated() {
    assertThatThrownBy(
            () -> logIn(BlueskyFixture.ANN, null, new BlueskyFixture.Owner("wrong-password")))
        .isInstanceOf(LogInFailed.class)
        .hasMessageContaining("check the name and the app password")
        .hasMessageNotContaining("wrong-password");
  }

  @Test
  void a_handle_that_nobody_has_leads_to_no_server() {
    assertThatThrownBy(
            () ->
                logIn(
                    AccountName.parse("bluesky:nobody.example"),
                    null,
                    new BlueskyFixture.Owner(FakePds.APP_PASSWORD)))
        .isInstanceOf(LogInFailed.class)
        .hasMessageContaining("the server of nobody.example can't be found")
        .hasMessageContaining("--server");
  }

  /** Where a network wants its own page to be seen first, every name leads to that. */
  @Test
  void a_directory_that_answers_with_a_page_is_told_as_that() {
    try (RawServer page = Servers.page(200)) {
      BaseUrl base = BaseUrl.parse("", page.url());
      LogIn there = new BlueskyLogIn(new FindServer(base, base), () -> Instant.EPOCH);

      assertThatThrownBy(
              () ->
                  there.logIn(
                      BlueskyFixture.ANN,
                      new LogIn.Options(null, /* oauth2= */ false),
                      new BlueskyFixture.Owner(FakePds.APP_PASSWORD)))
          .isInstanceOf(LogInFailed.class)
          .hasMessageContaining("answered 200 with a page for people, where its API should be")
          .hasMessageContaining("--server");
    }
  }

  @Test
  void a_session_is_exchanged_once_and_the_new_one_is_kept() {
    Credential first =
        logIn(BlueskyFixture.ANN, null, new BlueskyFixture.Owner(FakePds.APP_PASSWORD));
    pds.expireTokens();
    assertThat(logIn.check(first, AMPLE)).isInstanceOf(LogIn.Standing.Refused.class);

    Renewed renewed = logIn.refresh(first, AMPLE);

    Credential second =
        assertThat(renewed).asInstanceOf(type(Renewed.Fresh.class)).actual().credential();
    assertThat(second.secret()).isNotEqualTo(first.secret());
    assertThat(second.freshUntil()).isAfter(Instant.now());
    assertThat(logIn.check(second, AMPLE)).isInstanceOf(LogIn.Standing.Works.class);
    assertThat(pds.asked().get(pds.asked().size() - 2).bytes()).isEmpty();
    // The token that was given for it is gone.
    assertThat(logIn.refresh(first, AMPLE)).isInstanceOf(Renewed.NeedsLogIn.class);
  }

  @Test
  void a_session_that_the_server_has_ended_needs_a_log_in() {
    Credential credential = BlueskyFixture.credential(pds);
    pds.revokeSessions();

    assertThat(logIn.refresh(credential, AMPLE))
        .asInstanceOf(type(Renewed.NeedsLogIn.class))
        .satisfies(needed -> assertThat(needed.words()).contains("Token has been revoked"));
  }

  @Test
  void a_server_that_gives_no_clear_answer_ends_no_session() {
    Credential credential = BlueskyFixture.credential(pds);
    RawServer.Conversation breaks = caller -> caller.answer(502, "{\"error\":\"UpstreamFailure\"}");
    RawServer.Conversation dies = Caller::drop;
    for (RawServer.Conversation conversation : List.of(breaks, dies)) {
      try (RawServer server =
          RawServer.start(
              caller -> {
                if (caller.next().isPresent()) {
                  conversation.hold(caller);
                }
              })) {
        Credential elsewhere =
            new Credential(
                credential.account(),
                credential.kind(),
                URI.create(server.url()),
                credential.remoteId(),
                credential.secret(),
                null);
        assertThat(logIn.refresh(elsewhere, AMPLE)).isInstanceOf(Renewed.NotNow.class);
      }
    }
  }

  /** The refresh token is spent by then: what came in its place must not be lost to a number. */
  @Test
  void a_session_that_lasts_for_ever_by_its_number_is_taken() {
    String claims =
        Base64.getUrlEncoder()
            .encodeToString("{\"exp\":9223372036854775807}".getBytes(StandardCharsets.UTF_8));
    String session =
        "{\"did\":\"%s\",\"accessJwt\":\"h.%s.s\",\"refreshJwt\":\"next.%s.s\"}"
            .formatted(FakePds.DID, claims, claims);
    Credential credential = BlueskyFixture.credential(pds);
    try (RawServer eternal = Servers.always(200, "application/json", session)) {
      Credential there =
          new Credential(
              credential.account(),
              credential.kind(),
              URI.create(eternal.url()),
              credential.remoteId(),
              credential.secret(),
              null);

      assertThat(logIn.refresh(there, AMPLE))
          .asInstanceOf(type(Renewed.Fresh.class))
          .satisfies(fresh -> assertThat(fresh.credential().secret()).contains("next."))
          .satisfies(fresh -> assertThat(fresh.credential().freshUntil()).isNull());
    }
  }

  private Credential logIn(AccountName account, @Nullable URI server, LogIn.Person person) {
    return logIn.logIn(account, new LogIn.Options(server, /* oauth2= */ false), person);
  }

  private static Instant in(Duration time) {
    return Instant.now().plus(time);
  }
}
