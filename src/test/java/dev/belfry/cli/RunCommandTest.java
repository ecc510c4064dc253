package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code belfry run}, as far as a person sees it. */
@ExtendWith(PostgresExtension.class)
final class RunCommandTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";

  private final TestWorkplace workplace;
  private final QueueFixture queue;

  RunCommandTest(DataSource source) {
    this.workplace = TestWorkplace.onTime(source);
    this.queue = new QueueFixture(source);
    fine("account", "add", X);
    fine("account", "add", BLUESKY);
  }

  /** Regression: it broke off at the first. */
  @Test
  void a_dry_run_that_can_make_no_request_of_something_records_the_rest_and_ends_with_1() {
    fine("draft", "Ding", "--to", BLUESKY, "--now");
    fine("draft", "Dong", "--to", X, "--now");
    queue.execute("UPDATE rendered_parts SET body = 'no JSON' WHERE delivery_id = 1");

    Ran ran = workplace.run("run", "--once", "--dry-run");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.lines()).hasSize(2);
    assertThat(ran.lines().get(0))
        .contains(
            "failed  post 1  " + BLUESKY + "  it would be held: Belfry itself failed to make");
    assertThat(ran.lines().get(1)).contains("published  post 2  " + X);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void a_dry_run_that_records_everything_ends_with_0() {
    fine("draft", "Dong", "--to", X, "--now");

    assertThat(fine("run", "--once", "--dry-run").out()).contains("published  post 1");
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }
}
