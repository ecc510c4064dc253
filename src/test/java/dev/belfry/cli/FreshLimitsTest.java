package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.terminal.Screen;
import dev.belfry.networks.NetworkTools;
import dev.belfry.networks.Networks;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Publishers;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.KeptCredentials;
import dev.belfry.testing.Pictures;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.SettableClock;
import dev.belfry.testing.network.FakeMastodon;
import dev.belfry.testing.network.ServerKind;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Posts are measured by what the account's own server takes. */
@ExtendWith(PostgresExtension.class)
final class FreshLimitsTest {
  private static final String ANN = "mastodon:ann@example.social";
  private static final String LONG = "ding dong ".repeat(60).strip();

  private final FakeMastodon server = FakeMastodon.start(ServerKind.MASTODON);
  private final OfAnn workplace;

  FreshLimitsTest(DataSource source) {
    workplace = new OfAnn(new Database(Connections.of(source)));
  }

  /** Whoever sits at it is logged in to the server as @ann. */
  private static final class OfAnn extends FakeWorkplace {
    private final Database database;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
    private final KeptCredentials credentials = new KeptCredentials();

    OfAnn(Database database) {
      super(Screen.files());
      this.database = database;
    }

    int run(String... args) {
      screen = Screen.files();
      return new CommandRunner(this).run(args);
    }

    String told() {
      return screen.err();
    }

    @Override
    public Database database() {
      return database;
    }

    @Override
    public SettableClock clock() {
      return clock;
    }

    @Override
    public Publishers publishers() {
      return new Networks(new NetworkTools(credentials, new Pictures(), clock));
    }
  }

  @BeforeEach
  void add_account() {
    workplace.credentials.keep(server.credential(AccountName.parse(ANN)));
    assertThat(workplace.run("account", "add", ANN)).isZero();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_server_is_asked_once_a_day() {
    assertThat(workplace.run("draft", LONG, "--to", ANN)).isZero();
    assertThat(workplace.run("draft", LONG, "--to", ANN)).isZero();
    assertThat(server.asked()).hasSize(1);

    workplace.clock.tick(Duration.ofHours(25));
    assertThat(workplace.run("schedule", "1", "--in", "1h")).isZero();
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void what_it_said_last_holds_on_while_it_can_not_be_reached() {
    assertThat(workplace.run("draft", LONG, "--to", ANN)).isZero();
    server.close();
    workplace.clock.tick(Duration.ofHours(25));

    assertThat(workplace.run("draft", LONG, "--to", ANN)).isZero();

    assertThat(workplace.told())
        .containsOnlyOnce(ANN)
        .contains("takes no connections", "the limits that its server gave 2026-11-24");
  }

  @Test
  void one_that_never_said_anything_is_measured_as_mastodon_does() {
    server.close();

    assertThat(workplace.run("draft", LONG, "--to", ANN)).isEqualTo(ExitCode.INVALID_INPUT.code());

    assertThat(workplace.told()).contains("Mastodon's usual limits", "too long for Mastodon");
  }
}
