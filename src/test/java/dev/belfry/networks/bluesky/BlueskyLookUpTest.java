package dev.belfry.networks.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.page.ReadPage;
import dev.belfry.publish.LookUp.Looked;
import dev.belfry.testing.KeptCredentials;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.FakePds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom mentions mean and what links lead to, and what is said where that can't be told. */
final class BlueskyLookUpTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final FakePds pds = FakePds.start();
  private final KeptCredentials credentials = new KeptCredentials();
  private final BlueskyLookUp lookUp =
      new BlueskyLookUp(
          credentials,
          new ReadPage(),
          BaseUrl.parse("the fake server", pds.url()),
          InstantSource.system());

  @AfterEach
  void stop() {
    pds.close();
  }

  @Test
  void a_mention_is_found_on_the_network_and_one_of_nobody_is_told() {
    Looked looked = find(Set.of("mention bob.example", "mention nobody.example"));

    assertThat(looked.found()).isEqualTo(Map.of("mention bob.example", FakePds.OTHER_DID));
    assertThat(looked.absent())
        .containsExactly(
            Map.entry(
                "@nobody.example",
                "@nobody.example stays plain text on Bluesky: nobody there has that name"));
    assertThat(looked.warnings()).isEmpty();
  }

  @Test
  void the_accounts_own_server_is_asked_where_somebody_has_logged_in() {
    try (FakePds own = FakePds.start()) {
      credentials.keep(BlueskyFixture.credential(own));

      assertThat(find(Set.of("mention bob.example")).found()).hasSize(1);
      assertThat(own.asked()).extracting(Asked::path).anyMatch(path -> path.contains("resolve"));
      assertThat(pds.asked()).isEmpty();
      assertThat(own.asked()).noneMatch(asked -> asked.headers().containsKey("authorization"));
    }
  }

  @Test
  void offline_there_is_a_warning_and_no_failure() {
    pds.close();
    Looked looked = find(Set.of("mention bob.example", "card https://nowhere.invalid/a"));

    assertThat(looked.found()).isEmpty();
    assertThat(looked.warnings())
        .containsExactlyInAnyOrder(
            "@bob.example stays plain text on Bluesky: it could not be asked whose it is",
            "https://nowhere.invalid/a goes out on Bluesky without a card:"
                + " nowhere.invalid could not be reached");
  }

  @Test
  void a_link_into_this_machine_gets_no_card() {
    assertThat(find(Set.of("card https://127.0.0.1/secret")).warnings())
        .containsExactly(
            "https://127.0.0.1/secret goes out on Bluesky without a card:"
                + " 127.0.0.1 is not on the open Internet");
  }

  @Test
  void what_takes_too_long_is_told_once() {
    Looked looked =
        lookUp.find(
            BlueskyFixture.ANN,
            Set.of("mention bob.example", "mention eve.example"),
            Duration.ZERO);

    assertThat(looked.found()).isEmpty();
    assertThat(looked.warnings()).hasSize(1);
  }

  private Looked find(Set<String> wanted) {
    return lookUp.find(BlueskyFixture.ANN, wanted, AMPLE);
  }
}
