package dev.belfry.endtoend.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.audit.Rehearsals;
import dev.belfry.audit.RehearsedEvent;
import dev.belfry.audit.RehearsedEvent.RehearsedPart;
import dev.belfry.audit.RehearsedEvent.Repeating;
import dev.belfry.audit.Stage;
import dev.belfry.cli.TestWorkplace;
import dev.belfry.compose.XPrices;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.networks.Networks;
import dev.belfry.release.Rehearsal;
import dev.belfry.sql.Database;
import dev.belfry.sql.OneSession;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a rehearsal says will happen is what happens. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class RehearsedMonthTest {
  private final TestDatabase database;

  RehearsedMonthTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void it_equals_event_for_event_what_a_node_does_when_the_clock_is_driven_through_the_month(
      @TempDir Path folder) throws IOException {
    TestWorkplace belfry = SomeMonth.plan(database.dataSource(), folder);
    long before = newestEvent(belfry.database());

    List<RehearsedEvent> rehearsed = rehearse(belfry);
    assertThat(newestEvent(belfry.database())).isEqualTo(before);

    List<RehearsedEvent> lived;
    try (DrivenClock clock = new DrivenClock(database, SomeMonth.FROM)) {
      DrivenMonth month = new DrivenMonth(clock);
      month.live(SomeMonth.UNTIL);
      assertThat(month.passes()).isGreaterThan(500);
      lived = clock.database().lend(c -> Rehearsals.onStage(c, new Stage.Marks(before, 1L << 40)));
    }

    assertThat(lines(rehearsed))
        .anyMatch(line -> line.contains("A bell's fact"))
        .anyMatch(line -> line.contains("Each morning"))
        .anyMatch(line -> line.contains("HELD") && line.contains("may cost in 2026-11"))
        .anyMatch(line -> line.contains("SKIPPED"))
        .noneMatch(line -> line.contains("x:stopped") || line.contains("After the end"));
    assertThat(lines(rehearsed)).containsExactlyElementsOf(lines(lived));
  }

  private List<RehearsedEvent> rehearse(TestWorkplace belfry) {
    try (OneSession session = belfry.newSession()) {
      Database stage = new Database(session);
      Stage.Marks marks =
          new Rehearsal(stage, new Networks(), XPrices.builtIn(), QuartzCron::read)
              .play(SomeMonth.FROM, SomeMonth.UNTIL);
      return stage.lend(connection -> Rehearsals.onStage(connection, marks));
    }
  }

  /** A post that a node makes has a number by then. At one moment accounts go side by side. */
  private static List<String> lines(List<RehearsedEvent> events) {
    return events.stream()
        .sorted(
            Comparator.comparing(RehearsedEvent::at)
                .thenComparing(event -> event.account().toString()))
        .map(RehearsedMonthTest::line)
        .toList();
  }

  private static String line(RehearsedEvent event) {
    RehearsedPart sent = event.sent();
    Repeating repeating = event.repeating();
    return "%s %s %s %s planned %s %s"
        .formatted(
            event.at(),
            event.event(),
            repeating == null ? "post " + event.post() : repeating,
            event.account(),
            event.plannedAt(),
            sent == null
                ? event.why()
                : "%d/%d %s %s"
                    .formatted(sent.position(), event.parts(), sent.text(), sent.media()));
  }

  private static long newestEvent(Database database) {
    return database.lend(
        connection -> {
          try (var statement = connection.prepareStatement("SELECT max(seq) AS n FROM history")) {
            return Rows.first(statement, row -> row.getLong("n")).orElseThrow();
          }
        });
  }
}
