package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.app.postgres.EmbeddedPostgres;
import dev.belfry.app.postgres.ServerStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home from its first command to the end of its database. */
@Tag("slow")
final class FirstCommandsTest {
  private static final int COMMANDS = 10;

  private final Belfry belfry;
  private final EmbeddedPostgres postgres;

  FirstCommandsTest(@TempDir Path scratch) {
    this.belfry = Belfry.embedded(scratch);
    this.postgres = EmbeddedPostgres.in(belfry.home());
  }

  @AfterEach
  void stopAll() {
    belfry.close();
    postgres.stop();
  }

  @Test
  void ten_at_once_share_one_database_which_survives_a_kill_and_can_be_stopped() {
    List<BelfryProcess> first =
        IntStream.rangeClosed(1, COMMANDS)
            .mapToObj(i -> belfry.start("draft", "Bell " + i, "--key", "k" + i))
            .toList();
    assertThat(first)
        .allSatisfy(
            command -> {
              Belfry.Ran ran = command.ended();
              assertThat(ran.exit()).as(ran.err()).isZero();
              assertThat(ran.err()).isEmpty();
            });
    assertThat(texts()).containsExactlyInAnyOrderElementsOf(wanted());

    ServerStatus.Running running = (ServerStatus.Running) postgres.status();
    Signals.send("KILL", running.pid());

    assertThat(texts()).containsExactlyInAnyOrderElementsOf(wanted());
    ServerStatus.Running recovered = (ServerStatus.Running) postgres.status();
    assertThat(recovered.pid()).isNotEqualTo(running.pid());

    belfry.run("db", "stop");

    assertThat(postgres.status()).isInstanceOf(ServerStatus.Stopped.class);
    assertThat(processesOn(running.data())).as("what is left running").isEmpty();
  }

  private List<String> texts() {
    return Pattern.compile("\"text\":\"(.*?)\"")
        .matcher(belfry.run("list", "--json"))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static List<String> wanted() {
    return IntStream.rangeClosed(1, COMMANDS).mapToObj(i -> "Bell " + i).toList();
  }

  /** A process that ended and that nobody has waited for yet has no command line any more. */
  private static List<String> processesOn(Path data) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(data.toString()))
        .toList();
  }
}
