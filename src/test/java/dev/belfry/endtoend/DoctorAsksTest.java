package dev.belfry.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.app.Program;
import dev.belfry.app.postgres.DbAddress;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.networks.Networks;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.network.FakePds;
import dev.belfry.testing.network.FakeX;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor of the program as it is, before and after networks go wrong. */
@ExtendWith(PostgresExtension.class)
final class DoctorAsksTest {
  private static final String BLUESKY = "bluesky:" + FakePds.HANDLE;

  private final FakeX x = FakeX.start("ann");
  private final FakePds bluesky = FakePds.start();
  private final Map<String, String> environment;

  DoctorAsksTest(DbAddress address, @TempDir Path folder) {
    this.environment =
        Map.of(
            "BELFRY_HOME", folder.resolve("home").toString(),
            "BELFRY_KEY_FILE", folder.resolve("key").toString(),
            "BELFRY_DB_URL", address.url(),
            "BELFRY_DB_USER", address.user(),
            "BELFRY_DB_PASSWORD", address.password(),
            "BELFRY_LOOK_UPS", "off",
            "BELFRY_X_CONSUMER_KEY", "consumer-key-of-the-app",
            "BELFRY_X_CONSUMER_SECRET", "consumer-secret-of-the-app");
  }

  @AfterEach
  void stop() {
    x.close();
    bluesky.close();
  }

  @Test
  void a_network_that_went_away_and_one_that_lets_nobody_in_are_told_with_what_to_do() {
    assertThat(run(x.pin() + "\n", "account", "login", "x:ann", "--server", x.url())).isZero();
    assertThat(
            run(
                FakePds.APP_PASSWORD + "\n",
                "account",
                "login",
                BLUESKY,
                "--server",
                bluesky.url()))
        .isZero();
    assertThat(networks()).isEqualTo("ok: 2 accounts with a log-in are let in");

    bluesky.expireTokens();
    assertThat(networks())
        .as("a session that has only gone stale is exchanged")
        .startsWith("ok: 2");

    x.expireTokens();
    bluesky.close();

    assertThat(run("", "doctor")).isEqualTo(1);
    assertThat(networks())
        .isEqualTo(
            "bad: %1$s can't be asked (%2$s takes no connections); its posts wait, and if its server has moved, run: belfry account login %1$s --server https://…"
                .formatted(BLUESKY, bluesky.url().substring("http://".length())));
    assertThat(says("log-ins"))
        .as("the doctor was told so before")
        .startsWith("bad: x:ann is refused since ")
        .endsWith("; run: belfry account login x:ann");
  }

  private String networks() {
    return says("networks");
  }

  private String says(String about) {
    Screen screen = Screen.files("".getBytes(UTF_8));
    int unused = new Program(environment, screen.console(), Networks::new).run("doctor", "--json");
    JsonNode checks = JsonMapper.shared().readTree(screen.out());
    return StreamSupport.stream(checks.spliterator(), /* parallel= */ false)
        .filter(check -> check.get("check").asString().equals(about))
        .map(check -> check.get("state").asString() + ": " + check.get("says").asString())
        .findFirst()
        .orElseThrow();
  }

  private int run(String input, String... args) {
    Screen screen = Screen.files(input.getBytes(UTF_8));
    return new Program(environment, screen.console(), Networks::new).run(args);
  }
}
