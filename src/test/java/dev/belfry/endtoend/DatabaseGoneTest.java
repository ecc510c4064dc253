package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.app.postgres.EmbeddedPostgres;
import dev.belfry.app.postgres.ServerStatus;
import dev.belfry.endtoend.Belfry.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The database goes away under a node, or is not there for a command. */
@Tag("slow")
final class DatabaseGoneTest {
  private static final String ACCOUNT = "dry-run:x:steadfast";

  private final Path scratch;
  private final Belfry belfry;
  private final EmbeddedPostgres postgres;

  DatabaseGoneTest(@TempDir Path scratch) {
    this.scratch = scratch;
    this.belfry = Belfry.embedded(scratch).set("BELFRY_LEASE", "2s");
    this.postgres = EmbeddedPostgres.in(belfry.home());
  }

  @AfterEach
  void stopAll() {
    belfry.close();
    postgres.stop();
  }

  @Test
  void a_node_outlives_a_crash_of_its_postgres_and_loses_and_doubles_nothing() throws Exception {
    BelfryProcess node = belfry.node("steadfast");
    PGSimpleDataSource source = source(postgres.ensureRunning());
    PutInQueue queue = new PutInQueue(source);
    Aftermath aftermath = new Aftermath(source);
    Instant start = Instant.now().plusMillis(500).truncatedTo(ChronoUnit.MILLIS);
    List<Planned> planned =
        IntStream.range(0, 100)
            .mapToObj(
                i -> Planned.numbered(i, i % 3 == 0 ? 3 : 1, ACCOUNT, start.plusMillis(20L * i)))
            .toList();
    queue.account(ACCOUNT);
    queue.all(planned);

    await()
        .until(
            () -> aftermath.count("SELECT count(*) FROM deliveries WHERE ended_at < now()") > 20);
    Signals.send("QUIT", ((ServerStatus.Running) postgres.status()).pid());
    await().until(() -> postgres.status() instanceof ServerStatus.Stopped);
    DbAddress unused = postgres.ensureRunning();

    aftermath.awaitEmptyQueue(Duration.ofSeconds(20));
    assertThat(node.isRunning()).isTrue();
    node.kill();
    aftermath.everythingIsOutOnceAndInOrder(planned);
  }

  @Test
  void a_node_whose_database_is_gone_can_be_stopped() throws Exception {
    BelfryProcess node = belfry.node("steadfast");
    PGSimpleDataSource source = source(postgres.ensureRunning());
    PutInQueue queue = new PutInQueue(source);
    Aftermath aftermath = new Aftermath(source);
    Instant due = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    queue.account(ACCOUNT);
    queue.all(
        IntStream.range(0, 6_000).mapToObj(i -> Planned.numbered(i, 1, ACCOUNT, due)).toList());
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> aftermath.count("SELECT count(*) FROM deliveries WHERE ended_at < now()") > 0);
    Signals.send("QUIT", ((ServerStatus.Running) postgres.status()).pid());
    await().until(() -> postgres.status() instanceof ServerStatus.Stopped);

    Instant asked = Instant.now();
    node.signal("TERM");

    assertThat(node.ended().exit()).isEqualTo(143);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void without_its_database_a_command_says_so_in_a_sentence_and_ends_with_5() throws IOException {
    Belfry away =
        Belfry.on(
            new DbAddress("jdbc:postgresql://127.0.0.1:" + closedPort() + "/belfry", "me", "pw"),
            scratch);
    List<BelfryProcess> commands =
        Stream.of("queue", "draft hello", "account list", "run --once", "run")
            .map(line -> away.start(line.split(" ", -1)))
            .toList();

    assertThat(commands)
        .allSatisfy(
            command -> {
              Ran ran = command.ended();
              assertThat(ran.exit()).isEqualTo(5);
              assertThat(ran.out()).isEmpty();
              assertThat(ran.err().lines())
                  .allSatisfy(line -> assertThat(line).startsWith("belfry: "))
                  .first()
                  .asString()
                  .startsWith("belfry: the database can't be reached: ");
            });
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static PGSimpleDataSource source(DbAddress address) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    return source;
  }
}
