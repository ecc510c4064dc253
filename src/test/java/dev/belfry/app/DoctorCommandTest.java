package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.networks.NetworkTools;
import dev.belfry.networks.Networks;
import dev.belfry.publish.Publishers;
import dev.belfry.release.ReleaseSettings;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** On the tests' own Postgres, which is not durable: the doctor is never quite content with it. */
@ExtendWith(PostgresExtension.class)
final class DoctorCommandTest {
  private final DbAddress address;
  private final QueueFixture queue;
  private final Path home;
  private Function<NetworkTools, Publishers> publishers = Networks::new;

  DoctorCommandTest(DbAddress address, DataSource source, @TempDir Path home) {
    this.address = address;
    this.queue = new QueueFixture(source);
    this.home = home;
  }

  @Test
  void a_server_that_may_forget_what_was_committed_is_bad() {
    Screen screen = Screen.files();

    assertThat(run(screen, "doctor")).isEqualTo(1);
    assertThat(screen.out()).contains("bad   durability  fsync and full_page_writes are off: ");
  }

  @Test
  void a_live_account_that_nobody_is_logged_in_to_is_named() {
    queue.account("x:me");

    assertThat(check("accounts").get("state").asString()).isEqualTo("ok");
    assertThat(check("log-ins").get("state").asString()).isEqualTo("warn");
    assertThat(check("log-ins").get("says").asString())
        .isEqualTo("nobody is logged in to x:me; run: belfry account login x:me");
    assertThat(check("key").get("says").asString()).isEqualTo("none is needed yet");
  }

  @Test
  void a_live_account_that_nobody_sends_for_is_named() {
    publishers = tools -> new ScriptedPublishers(); // which send to X alone
    queue.account("bluesky:me.example");

    assertThat(check("accounts").get("state").asString()).isEqualTo("warn");
    assertThat(check("accounts").get("says").asString())
        .startsWith("nobody sends for bluesky:me.example: ");
    assertThat(check("log-ins").get("state").asString()).isEqualTo("ok");
  }

  @Test
  void what_is_overdue_and_could_be_sent_is_bad() {
    queue.schedule(
        queue.post("late"), queue.account("dry-run:x:demo"), Instant.parse("2020-01-01T00:00:00Z"));

    assertThat(check("deliveries").get("state").asString()).isEqualTo("bad");
    assertThat(check("deliveries").get("says").asString()).startsWith("1 overdue: no node ");
  }

  @Test
  void what_waits_for_an_account_that_nobody_sends_for_is_not_called_overdue() {
    publishers = tools -> new ScriptedPublishers(); // which send to X alone
    queue.schedule(
        queue.post("late"),
        queue.account("bluesky:me.example"),
        Instant.parse("2020-01-01T00:00:00Z"));

    assertThat(check("deliveries").get("state").asString()).isEqualTo("ok");
  }

  @Test
  void what_waits_behind_a_hold_is_held_and_not_overdue() {
    queue.schedule(
        queue.post("late"), queue.account("dry-run:x:demo"), Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(run(Screen.files(), "hold", "--account", "dry-run:x:demo", "--reason", "a storm"))
        .isZero();

    assertThat(check("deliveries").get("state").asString()).isEqualTo("ok");
    assertThat(check("holds").get("state").asString()).isEqualTo("warn");
    assertThat(check("holds").get("says").asString())
        .isEqualTo(
            "dry-run:x:demo is held (a storm); belfry resume --account dry-run:x:demo lets it go"
                + " on");
  }

  @Test
  void what_is_held_or_in_doubt_is_counted() {
    Instant later = Instant.parse("2100-01-01T00:00:00Z");
    queue.schedule(queue.post("a"), queue.account("dry-run:x:a"), later);
    queue.schedule(queue.post("b"), queue.account("dry-run:x:b"), later);
    queue.execute("UPDATE waiting SET state = 'held', reason = 'wait' WHERE delivery_id = 1");
    queue.execute("UPDATE waiting SET state = 'unconfirmed' WHERE delivery_id = 2");

    assertThat(check("deliveries").get("state").asString()).isEqualTo("warn");
    assertThat(check("deliveries").get("says").asString())
        .contains("1 unconfirmed: ", "1 held; belfry list --state held says why");
  }

  @Test
  void overdue_posts_and_nobody_alive_to_send_them_is_bad() {
    queue.schedule(
        queue.post("late"), queue.account("dry-run:x:demo"), Instant.parse("2020-01-01T00:00:00Z"));

    assertThat(check("nodes").get("state").asString()).isEqualTo("bad");
    assertThat(check("nodes").get("says").asString())
        .isEqualTo("posts are overdue and no node is alive; belfry run starts one");
  }

  @Test
  void nodes_are_told_by_name_and_one_that_went_silent_is_a_warning() {
    queue.node("north", ReleaseSettings.DEFAULT_LEASE, Set.of());
    assertThat(check("nodes").get("says").asString()).isEqualTo("1 alive: north");

    queue.node("south", ReleaseSettings.DEFAULT_LEASE, Set.of());
    queue.execute("UPDATE nodes SET seen_at = seen_at - interval '1 min' WHERE name = 'south'");
    assertThat(check("nodes").get("state").asString()).isEqualTo("warn");
    assertThat(check("nodes").get("says").asString())
        .startsWith("1 alive: north. south on here is silent since ");
  }

  @Test
  void a_schema_from_a_newer_belfry_is_told_and_nothing_more_is_asked() {
    queue.execute(
        "INSERT INTO flyway_schema_history SELECT installed_rank + 99, '999', description, type,"
            + " script, checksum, installed_by, installed_on, execution_time, success"
            + " FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1");

    Screen screen = Screen.files();
    assertThat(run(screen, "doctor")).isEqualTo(1);
    assertThat(screen.out())
        .contains("bad   schema      the database's schema (version 999) is newer")
        .doesNotContain("deliveries");
  }

  @Test
  void a_screen_gets_lines_that_fit_it() {
    queue.account("x:me");

    Screen screen = Screen.plain(60);
    assertThat(run(screen, "doctor")).isEqualTo(1);
    assertThat(screen.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
  }

  private JsonNode check(String about) {
    Screen screen = Screen.files();
    assertThat(run(screen, "doctor", "--json")).isEqualTo(1);
    JsonNode checks = JsonMapper.shared().readTree(screen.out());
    for (JsonNode check : checks) {
      if (check.get("check").asString().equals(about)) {
        assertThat(check.propertyNames()).containsExactly("check", "state", "says");
        return check;
      }
    }
    throw new AssertionError("no check of " + about + " in " + checks);
  }

  private int run(Screen screen, String... args) {
    Map<String, String> environment =
        Map.of(
            "BELFRY_HOME", home.toString(),
            "BELFRY_DB_URL", address.url(),
            "BELFRY_DB_USER", address.user(),
            "BELFRY_DB_PASSWORD", address.password());
    return new Program(environment, screen.console(), publishers).run(args);
  }
}
