package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.publish.Outcome;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What somebody held while it was on its way, or in doubt, is not sent from another house. */
@ExtendWith(PostgresExtension.class)
final class MovedHoldTest {
  private final TestDatabase elsewhere = TestPostgres.freshDatabase();
  private final ScriptedPublishers network = new ScriptedPublishers();
  private final QueueFixture queue;
  private final TestWorkplace here;
  private final TestWorkplace there;
  private final Path file;

  MovedHoldTest(TestDatabase database, @TempDir Path folder) {
    this.queue = new QueueFixture(database.dataSource());
    this.here = TestWorkplace.onTime(database.dataSource());
    this.there = new TestWorkplace(elsewhere.dataSource(), here.clock().instant());
    this.file = folder.resolve("belfry.jsonl");
  }

  @BeforeEach
  void one_post_for_a_live_account_is_due() {
    new QueueFixture(elsewhere.dataSource()).execute("UPDATE origin SET id = gen_random_uuid()");
    fine(here, "account", "add", "x:me");
    fine(here, "draft", "Ding", "--to", "x:me", "--now");
  }

  @AfterEach
  void the_other_is_gone() {
    elsewhere.close();
  }

  @Test
  void a_post_in_doubt_that_is_to_be_held_is_held_there_too() {
    network.then(new Outcome.Unconfirmed("no answer"));
    new ScriptedNode(queue, network, here.clock()).pass();
    fine(here, "hold", "1", "--reason", "a mistake");

    move();

    assertThat(fine(there, "show", "1").out()).contains("then held: a mistake");
    fine(there, "resolve", "1", "--not-posted");
    assertThat(fine(there, "show", "1").out()).contains("held", "a mistake");
    assertThat(sentThere()).isZero();
  }

  @Test
  void a_post_that_a_node_had_claimed_and_not_begun_is_held_there() {
    queue.execute("UPDATE waiting SET state = 'claimed', claim = 1");
    fine(here, "hold", "1", "--reason", "a mistake");

    move();

    assertThat(fine(there, "queue").out()).contains("held", "(a mistake) Ding");
    assertThat(sentThere()).isZero();
  }

  private void move() {
    fine(here, "export", file.toString());
    fine(there, "import", file.toString());
  }

  private int sentThere() {
    network.accepted().clear();
    new ScriptedNode(new QueueFixture(elsewhere.dataSource()), network, there.clock()).pass();
    return network.accepted().size();
  }

  private static Ran fine(TestWorkplace of, String... args) {
    Ran ran = of.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }
}
