package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.queue.Prepared;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.RowCounts;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code belfry run --once} does beside releasing. */
@ExtendWith(PostgresExtension.class)
final class RunCommandTest {
  private final DataSource source;
  private final TestWorkplace workplace;
  private final QueueFixture queue;

  RunCommandTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.workplace = TestWorkplace.onTime(source);
  }

  static Stream<String> what_is_no_name_for_a_node_is_wrong_usage() {
    return Stream.of("", "  ", "bell\ntower", "bell\u001b[31m", "\u202etower", "x".repeat(254));
  }

  @ParameterizedTest
  @MethodSource
  void what_is_no_name_for_a_node_is_wrong_usage(String name) {
    assertThat(workplace.run("run", "--once", "--node", name))
        .isEqualTo(
            new Ran(
                ExitCode.USAGE.code(),
                "",
                "belfry: --node takes a name of 1 to 253 characters that can be seen;"
                    + " see belfry run --help\n"));
  }

  static Stream<String> a_node_is_called_what_it_is_told() {
    return Stream.of("n", "Glockenturm, links 🔔", "x".repeat(253));
  }

  @ParameterizedTest
  @MethodSource
  void a_node_is_called_what_it_is_told(String name) {
    fine("account", "add", "dry-run:x:demo");
    fine("draft", "Ding", "--to", "dry-run:x:demo", "--now");

    fine("run", "--once", "--node", name);

    assertThat(fine("history", "--json").out()).contains("\"actor\":\"" + name + "\"");
  }

  @Test
  void what_was_prepared_too_long_ago_is_forgotten() {
    queue.database().transact(c -> Prepared.keep(c, 1, Map.of("image", "1")));
    queue.execute("UPDATE prepared SET at = at - interval '20 hours'");
    queue.database().transact(c -> Prepared.keep(c, 2, Map.of("image", "2")));

    fine("run", "--once");

    assertThat(RowCounts.of(source)).containsEntry("prepared", 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"recurrences", "evergreen_sets", "prepared", "seals"})
  void what_fails_beside_the_release_is_told_after_it(String missing) {
    fine("account", "add", "dry-run:x:demo");
    fine("draft", "Ding", "--to", "dry-run:x:demo", "--now");
    queue.execute("ALTER TABLE " + missing + " RENAME TO away");

    Ran ran = workplace.run("run", "--once");

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.out()).contains("published  post 1  dry-run:x:demo");
    assertThat(ran.err()).contains("\"" + missing + "\" does not exist");
    long seals = RowCounts.of(source).getOrDefault("seals", 0L);
    assertThat(seals).isEqualTo(missing.equals("seals") ? 0 : 1);
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }
}
