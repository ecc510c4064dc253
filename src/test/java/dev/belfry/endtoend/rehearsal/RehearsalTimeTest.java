package dev.belfry.endtoend.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace;
import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How long a month takes; measured where no other test runs beside. */
@Tag("slow")
@Tag("alone")
@ExtendWith(PostgresExtension.class)
final class RehearsalTimeTest {
  private static final Duration GOAL = Duration.ofSeconds(10);

  @Test
  void a_month_with_three_schedules_and_500_posts_is_rehearsed_in_less_than_ten_seconds(
      TestDatabase database, @TempDir Path folder) throws IOException {
    TestWorkplace belfry = SomeMonth.plan(database.dataSource(), folder);

    long begun = System.nanoTime();
    Ran ran = belfry.run("rehearse", "--until", SomeMonth.UNTIL.toString());
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    System.out.printf(
        Locale.ROOT,
        "RehearsalTimeTest: a month with 3 schedules and %d posts took %.1f s%n",
        SomeMonth.POSTS,
        took.toMillis() / 1000.0);
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Rehearsal 1. Until ");
    assertThat(took).isLessThan(GOAL);
  }
}
