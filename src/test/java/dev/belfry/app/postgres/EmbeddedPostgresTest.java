package dev.belfry.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One home for all: each test leaves a cluster that the next one can start, as commands do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbeddedPostgresTest {
  private final Path home;
  private final EmbeddedPostgres postgres;

  EmbeddedPostgresTest(@TempDir Path scratch) {
    home = scratch.resolve("home");
    postgres = EmbeddedPostgres.in(home);
  }

  @AfterAll
  void stop() {
    postgres.stop();
  }

  @Test
  void a_running_server_is_left_alone_by_the_next_command() {
    DbAddress address = postgres.ensureRunning();
    long pid = pid();

    assertThat(EmbeddedPostgres.in(home).lastKnown()).contains(address);
    assertThat(EmbeddedPostgres.in(home).ensureRunning()).isEqualTo(address);
    assertThat(pid()).isEqualTo(pid);
  }

  @Test
  void what_was_written_is_there_after_a_stop_and_a_start() throws Exception {
    Sql.run(postgres.ensureRunning(), "CREATE TABLE stopped AS SELECT 42 AS n");

    assertThat(postgres.stop()).isTrue();
    assertThat(postgres.status()).isInstanceOf(ServerStatus.Stopped.class);
    assertThat(postgres.stop()).isFalse();

    assertThat(Sql.ask(postgres.ensureRunning(), "SELECT n FROM stopped")).isEqualTo("42");
  }

  @Test
  void it_is_durable_and_frugal_and_speaks_utf8() throws Exception {
    DbAddress address = postgres.ensureRunning();

    assertThat(
            Sql.ask(
                address,
                "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings"
                    + " WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'jit',"
                    + " 'data_checksums', 'server_encoding', 'listen_addresses')"))
        .isEqualTo(
            "data_checksums=on fsync=on full_page_writes=on jit=off listen_addresses=127.0.0.1"
                + " server_encoding=UTF8 synchronous_commit=on");
    assertThat(Sql.ask(address, "SELECT upper('äé')")).isEqualTo("ÄÉ");
  }

  @Test
  void only_the_password_opens_it_and_only_the_owner_can_read_that() throws Exception {
    DbAddress address = postgres.ensureRunning();

    assertThat(address.password()).hasSize(64);
    assertThat(address).asString().doesNotContain(address.password());
    assertThat(Files.readAllLines(data().resolve("pg_hba.conf")))
        .containsExactly("host all belfry 127.0.0.1/32 scram-sha-256");
    assertThat(Files.readString(data().resolve("pg_hba.conf"))).doesNotContain("trust");
    assertThat(mode(SavedConnection.file(home))).isEqualTo("rw-------");
    assertThat(mode(data())).isEqualTo("rwx------");
    assertThat(mode(home)).isEqualTo("rwx------");
    assertThatThrownBy(() -> DriverManager.getConnection(address.url(), "belfry", "guess").close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void a_killed_server_is_recovered_with_all_that_was_committed() throws Exception {
    Sql.run(postgres.ensureRunning(), "CREATE TABLE killed AS SELECT 42 AS n");

    ProcessHandle killed = ProcessHandle.of(pid()).orElseThrow();
    killed.destroyForcibly();
    killed.onExit().join();

    assertThat(Sql.ask(postgres.ensureRunning(), "SELECT n FROM killed")).isEqualTo("42");
  }

  @Test
  void a_backend_that_outlives_its_killed_server_does_not_stand_in_the_way() throws Exception {
    DbAddress address = postgres.ensureRunning();
    try (BusyBackend busy = BusyBackend.in(address)) {
      ProcessHandle killed = ProcessHandle.of(pid()).orElseThrow();
      killed.destroyForcibly();
      killed.onExit().join();
      assertThat(busy.isAtWork()).isTrue();

      assertThat(postgres.ensureRunning()).isEqualTo(address);
      assertThat(Sql.ask(address, "SELECT 1")).isEqualTo("1");
      assertThat(busy.isAtWork()).isFalse();
    }
  }

  @Test
  void a_stale_pid_that_now_belongs_to_another_program_is_seen_through() throws Exception {
    postgres.ensureRunning();
    Path pidFile = data().resolve("postmaster.pid");
    List<String> lines = Files.readAllLines(pidFile);
    postgres.stop();
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(pidFile, lines);

    assertThat(postgres.status()).isInstanceOf(ServerStatus.Stopped.class);
    assertThat(Sql.ask(postgres.ensureRunning(), "SELECT 1")).isEqualTo("1");
  }

  @Test
  void it_moves_to_another_port_when_its_own_is_taken() throws Exception {
    DbAddress before = postgres.ensureRunning();
    int port = SavedConnection.read(home).orElseThrow().port();
    postgres.stop();

    try (ServerSocket thief = new ServerSocket()) {
      thief.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      DbAddress after = postgres.ensureRunning();

      assertThat(after.url()).isNotEqualTo(before.url());
      assertThat(Sql.ask(after, "SELECT 1")).isEqualTo("1");
      assertThat(postgres.lastKnown()).contains(after);
    }
  }

  @Test
  void it_keeps_its_port_over_a_restart() {
    DbAddress before = postgres.ensureRunning();
    postgres.stop();

    assertThat(postgres.ensureRunning()).isEqualTo(before);
  }

  @Test
  void what_a_server_that_will_not_start_said_is_passed_on() throws IOException {
    postgres.ensureRunning();
    postgres.stop();
    Path settings = data().resolve("postgresql.conf");
    String good = Files.readString(settings);
    Files.writeString(settings, good + "nonsense = 1\n");
    try {
      assertThatThrownBy(postgres::ensureRunning)
          .isInstanceOf(DatabaseSetupFailed.class)
          .hasMessageContaining("contains errors");
    } finally {
      Files.writeString(settings, good);
    }
  }

  private Path data() throws IOException {
    return SavedConnection.read(home).orElseThrow().data();
  }

  private long pid() {
    return ((ServerStatus.Running) postgres.status()).pid();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
