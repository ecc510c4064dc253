package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.ServerLimits;
import dev.belfry.networks.mastodon.MastodonLimits;
import dev.belfry.post.AccountName;
import dev.belfry.publish.AskLimits.Answer;
import dev.belfry.testing.KeptCredentials;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.FakeMastodon;
import dev.belfry.testing.network.ServerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a server says about its limits, and what is made of one that does not. */
final class MastodonLimitsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T14:00:00Z");
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final AccountName ANN = AccountName.parse("mastodon:ann@example.social");

  private final KeptCredentials credentials = new KeptCredentials();
  private final MastodonLimits limits = new MastodonLimits(credentials, () -> NOW);

  @Test
  void a_server_is_asked_without_a_token() {
    try (FakeMastodon server = FakeMastodon.start(ServerKind.MASTODON)) {
      credentials.keep(server.credential(ANN));

      assertThat(limits.ask(ANN, AMPLE))
          .isEqualTo(
              new Answer.Told(
                  new ServerLimits(
                      5_000,
                      25,
                      6,
                      1_000,
                      1_000_000,
                      33_177_600,
                      103_809_024,
                      8_294_400,
                      Set.of("image/png", "image/jpeg"),
                      NOW)));
      assertThat(server.asked())
          .extracting(Asked::headers)
          .noneMatch(h -> h.containsKey("authorization"));
    }
  }

  @Test
  void what_an_old_server_leaves_out_is_as_mastodon_has_it() {
    try (FakeMastodon server = FakeMastodon.start(ServerKind.OLD)) {
      credentials.keep(server.credential(ANN));

      assertThat(limits.ask(ANN, AMPLE))
          .isInstanceOfSatisfying(
              Answer.Told.class,
              told -> {
                assertThat(told.limits().characters()).isEqualTo(500);
                assertThat(told.limits().types()).isEmpty();
              });
    }
  }

  @Test
  void a_server_that_is_not_there_says_nothing_and_nobody_asks_for_one_who_is_not_logged_in() {
    assertThat(limits.ask(ANN, AMPLE)).isInstanceOf(Answer.NotAsked.class);

    FakeMastodon server = FakeMastodon.start(ServerKind.MASTODON);
    credentials.keep(server.credential(ANN));
    server.close();

    assertThat(limits.ask(ANN, AMPLE)).isInstanceOf(Answer.NotTold.class);
  }
}
