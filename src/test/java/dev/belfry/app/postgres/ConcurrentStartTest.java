package dev.belfry.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands are processes, so these are: JVMs that begin together in one home. */
@Tag("slow")
final class ConcurrentStartTest {
  private final Path home;

  ConcurrentStartTest(@TempDir Path home) {
    this.home = home;
  }

  @AfterEach
  void stop() {
    EmbeddedPostgres.in(home).stop();
  }

  @Test
  void ten_first_commands_at_once_share_one_server() throws Exception {
    List<Process> commands = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      commands.add(StartingCommand.in(home));
    }
    List<DbAddress> addresses = startIn(6);

    assertThat(addresses.stream().distinct()).hasSize(1);
    for (Process command : commands) {
      assertThat(StartingCommand.answer(command)).isEqualTo(addresses.get(0).url());
    }
  }

  @Test
  void a_stop_among_starting_commands_harms_none_of_them() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.in(home);
    Sql.run(postgres.ensureRunning(), "CREATE TABLE t AS SELECT 42 AS n");

    List<Process> commands = List.of(StartingCommand.in(home), StartingCommand.in(home));
    while (commands.stream().anyMatch(Process::isAlive)) {
      postgres.stop();
    }

    for (Process command : commands) {
      assertThat(StartingCommand.answer(command)).startsWith("jdbc:postgresql:");
    }
    assertThat(Sql.ask(postgres.ensureRunning(), "SELECT n FROM t")).isEqualTo("42");
  }

  @Test
  void a_first_command_killed_in_the_middle_leaves_nothing_that_the_next_one_trips_over()
      throws Exception {
    Process first = StartingCommand.in(home);
    await().until(this::hasBegunACluster);
    first.destroyForcibly().waitFor();

    assertThat(Sql.ask(EmbeddedPostgres.in(home).ensureRunning(), "SELECT 1")).isEqualTo("1");
  }

  private boolean hasBegunACluster() throws IOException {
    try (DirectoryStream<Path> begun = Files.newDirectoryStream(home, ".unfinished-*")) {
      return begun.iterator().hasNext();
    }
  }

  private List<DbAddress> startIn(int threads) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      return IntStream.range(0, threads)
          .mapToObj(
              i ->
                  CompletableFuture.supplyAsync(
                      () -> EmbeddedPostgres.in(home).ensureRunning(), executor))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } finally {
      executor.shutdown();
    }
  }
}
