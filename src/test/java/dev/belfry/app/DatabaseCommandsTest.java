package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.terminal.Screen;
import dev.belfry.networks.Networks;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One home for all, with an embedded Postgres of its own that is really started and stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatabaseCommandsTest {
  /** What a command printed and the code that it ended with. */
  private record Ran(int exit, String out, String err) {}

  private final Path home;

  DatabaseCommandsTest(@TempDir Path scratch) {
    home = scratch.resolve("home");
  }

  @BeforeEach
  void begin_with_a_stopped_server() {
    assertThat(run("db", "start").exit()).isZero();
    assertThat(run("db", "stop").exit()).isZero();
  }

  @AfterAll
  void stop() {
    assertThat(run("db", "stop").exit()).isZero();
  }

  @Test
  void started_it_says_so_and_ends_with_0() {
    assertThat(run("db", "start").out()).startsWith("The embedded Postgres runs (process ");
    assertThat(run("db", "status").exit()).isZero();
    assertThat(run("db", "start").out()).startsWith("The embedded Postgres runs (process ");
  }

  @Test
  void stopped_its_status_ends_with_5_and_starts_nothing() {
    Ran status = run("db", "status");

    assertThat(status.exit()).isEqualTo(5);
    assertThat(status.out()).startsWith("The embedded Postgres is stopped; its data is in ");
    assertThat(run("db", "status")).isEqualTo(status);
  }

  @Test
  void stopping_it_twice_is_no_failure() {
    assertThat(run("db", "stop"))
        .isEqualTo(new Ran(0, "The embedded Postgres was not running.\n", ""));
  }

  @Test
  void its_status_as_json_has_its_documented_fields() {
    JsonNode status = JsonMapper.shared().readTree(run("db", "status", "--json").out());

    assertThat(status.propertyNames()).containsExactly("embedded", "up", "url", "status");
    assertThat(status.get("up").asBoolean()).isFalse();
    assertThat(status.get("url").asString()).startsWith("jdbc:postgresql://127.0.0.1:");
  }

  @Test
  void migrating_starts_it_and_tells_the_version() {
    assertThat(run("db", "migrate").out())
        .isEqualTo("The schema is up to date (version %d).\n".formatted(Schema.NEWEST));
    assertThat(run("db", "status").exit()).isZero();
  }

  @Test
  void a_home_without_a_database_has_no_url_and_gets_none_by_being_asked(@TempDir Path other) {
    Map<String, String> elsewhere = Map.of("BELFRY_HOME", other.resolve("new").toString());

    assertThat(run(elsewhere, "db", "url").exit()).isEqualTo(4);
    assertThat(run(elsewhere, "db", "url").err())
        .isEqualTo("belfry: there is no database yet; belfry db start makes it\n");
    assertThat(run(elsewhere, "db", "status").exit()).isEqualTo(5);
    assertThat(other.resolve("new")).doesNotExist();
  }

  @Test
  void a_postgres_of_ones_own_is_neither_started_nor_stopped() {
    for (String act : new String[] {"start", "stop"}) {
      Ran ran = run(own(5432), "db", act);

      assertThat(ran.exit()).isEqualTo(4);
      assertThat(ran.err()).contains("your own Postgres", "not Belfry's to " + act);
    }
  }

  @Test
  void a_postgres_of_ones_own_that_is_down_is_told_with_the_reason() throws IOException {
    Ran status = run(own(freePort()), "db", "status");

    assertThat(status.exit()).isEqualTo(5);
    assertThat(status.out()).contains("can't be used: Connection to 127.0.0.1:", "refused");
    assertThat(status.out()).doesNotContain("secret");
  }

  @Test
  void the_doctor_finds_a_fresh_home_in_good_health() {
    assertThat(run("db", "start").exit()).isZero();

    Ran doctor = run("doctor");

    assertThat(doctor.out())
        .contains("ok    durability  fsync, full_page_writes and synchronous_commit are on")
        .contains("ok    clock       the machine's and the database's agree")
        .contains("ok    accounts    none yet;")
        .doesNotContain("bad ");
    assertThat(doctor.exit()).isZero();
  }

  @Test
  void the_doctor_tells_of_a_stopped_database_and_leaves_it_stopped() {
    Ran doctor = run("doctor");

    assertThat(doctor.exit()).isEqualTo(5);
    assertThat(doctor.out()).containsPattern("bad   server      .*; belfry db start, or ");
    assertThat(doctor.err()).isEmpty();
    assertThat(run("db", "status").exit()).isEqualTo(5);
  }

  private Ran run(String... args) {
    return run(Map.of(), args);
  }

  private Ran run(Map<String, String> more, String... args) {
    Map<String, String> environment = new HashMap<>(Map.of("BELFRY_HOME", home.toString()));
    environment.putAll(more);
    Screen screen = Screen.files();
    int exit = new Program(environment, screen.console(), Networks::new).run(args);
    return new Ran(exit, screen.out(), screen.err());
  }

  private static Map<String, String> own(int port) {
    return Map.of("BELFRY_DB_URL", "postgres://me:secret@127.0.0.1:%d/belfry".formatted(port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
