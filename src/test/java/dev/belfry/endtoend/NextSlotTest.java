package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many processes queue posts with {@code --next} at once. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class NextSlotTest {
  private static final int PROCESSES = 8;
  private static final int POSTS_EACH = 25;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String ACCOUNT = "dry-run:x:shared";

  private final Path scratch;
  private final Belfry belfry;

  NextSlotTest(TestDatabase database, @TempDir Path scratch) {
    this.scratch = scratch;
    this.belfry = Belfry.on(database.address(), scratch);
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @Test
  void no_slot_is_taken_twice_none_is_skipped_and_each_process_keeps_its_order()
      throws IOException {
    belfry.run("account", "add", ACCOUNT);
    belfry.run("schedules", "apply", schedule().toString());

    List<BelfryProcess> processes =
        IntStream.rangeClosed(1, PROCESSES)
            .mapToObj(i -> belfry.startMain(QueueMany.class, "p" + i, "" + POSTS_EACH, ACCOUNT))
            .toList();
    assertThat(processes)
        .allSatisfy(
            process -> assertThat(process.ended(PATIENCE).exit()).as(process.err()).isZero());

    List<JsonNode> queue =
        JsonMapper.shared().readTree(belfry.run("queue", "--json")).valueStream().toList();
    assertThat(queue).hasSize(PROCESSES * POSTS_EACH);
    // A slot every ten minutes: none taken twice, none skipped, says the distance of each two.
    for (int i = 1; i < queue.size(); i++) {
      assertThat(Duration.between(due(queue.get(i - 1)), due(queue.get(i))))
          .isEqualTo(Duration.ofMinutes(10));
    }
    for (int i = 1; i <= PROCESSES; i++) {
      String process = "p" + i + " ";
      Stream<String> texts = queue.stream().map(each -> each.get("text").asString());
      assertThat(texts.filter(text -> text.startsWith(process)))
          .as("in the order of the queue")
          .hasSize(POSTS_EACH)
          .isSorted();
    }
  }

  /** From tomorrow on: a slot that passes while posts are queued would look like one skipped. */
  private Path schedule() throws IOException {
    String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString().substring(0, 10);
    String today = Instant.now().toString().substring(0, 10);
    return Files.writeString(
        scratch.resolve("dense.yaml"),
        """
        name: dense
        accounts: [%s]
        zone: UTC
        slots: [{cron: 0 0/10 * * * ?}]
        blackout: [{from: %s, to: %s, reason: from tomorrow on}]
        """
            .formatted(ACCOUNT, today, tomorrow));
  }

  private static Instant due(JsonNode delivery) {
    return Instant.parse(delivery.get("dueAt").asString());
  }
}
