package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.networks.Networks;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Retraction;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import java.time.Instant;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code retract}: what is live is deleted, after asking, as often as it is said. */
@ExtendWith(PostgresExtension.class)
final class RetractCommandTest {
  private static final String LAB = "dry-run:x:lab";

  private final ScriptedPublishers network = new ScriptedPublishers();
  private final TestWorkplace belfry;
  private final ScriptedNode node;

  RetractCommandTest(DataSource source) {
    belfry = TestWorkplace.onTime(source);
    node = new ScriptedNode(new QueueFixture(source), network, belfry.clock());
  }

  @BeforeEach
  void accounts() {
    fine("account", "add", "x:me", "--spacing", "0s");
    fine("account", "add", LAB);
  }

  @Test
  void a_person_sees_what_is_deleted_and_where_before_they_say_yes() {
    thread();

    Ran ran = on(Screen.typing("y\n"), "retract", "1");

    assertThat(ran.err())
        .isEqualTo(
            """
            This is deleted, and does not come back:
              x:me  3/3  https://example.org/1.3
              x:me  2/3  https://example.org/1.2
              x:me  1/3  https://example.org/1.1
            Delete these 3 posts? [y/N]\s""");
    assertThat(ran.out())
        .isEqualTo(
            """
            Part 3 of post 1 is gone from x:me.
            Part 2 of post 1 is gone from x:me.
            Part 1 of post 1 is gone from x:me.
            """);
    assertThat(ran.exit()).isZero();
    assertThat(fine("show", "1").out())
        .contains("retracted", "1/3  taken back, was https://example.org/1.1");
    assertThat(fine("list", "--state", "retracted").out()).contains("[1/3] One");
    assertThat(fine("history", "1").out())
        .contains("retracting: https://example.org/1.2", "retracted: https://example.org/1.2");
  }

  @Test
  void who_says_anything_else_keeps_it() {
    thread();

    for (String typed : new String[] {"n\n", "\n", "", "yesterday\n"}) {
      Ran ran = on(Screen.typing(typed), "retract", "1");
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).endsWith("belfry: nothing was deleted\n");
    }

    assertThat(network.deleted()).isEmpty();
  }

  @Test
  void nobody_is_asked_without_a_terminal_so_yes_must_be_said() {
    thread();

    Ran ran = run("retract", "1");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no terminal to ask at; say --yes if you mean it");
    assertThat(network.deleted()).isEmpty();
    assertThat(run("retract", "1", "--yes").exit()).isZero();
    assertThat(network.deleted()).hasSize(3);
  }

  @Test
  void one_part_goes_and_the_person_is_told_what_becomes_of_those_after_it() {
    thread();

    Ran ran = on(Screen.typing("yes\n"), "retract", "1", "--part", "2");

    assertThat(ran.err())
        .contains(
            "The parts after it stay on x:me, below a note that part 2 was deleted.\nDelete it?");
    assertThat(ran.out()).isEqualTo("Part 2 of post 1 is gone from x:me.\n");
    assertThat(fine("show", "1").out()).contains("published", "2/3  taken back, was ");
    assertThat(run("retract", "1", "--part", "2", "--yes").out())
        .isEqualTo("Part 2 of post 1 was taken back already; nothing of it is live.\n");
    refused("post 1 has no part 4; it has 3", "1", "--part", "4");
  }

  @Test
  void what_waits_of_a_thread_is_told_to_be_taken_out_and_is() {
    fine("thread", "-c", "One", "-c", "Two", "--to", "x:me", "--now");
    network.then(ScriptedPublishers.posted(1, 1)).then(new Outcome.Refused("no", false));
    node.pass();

    Ran ran = on(Screen.typing("y\n"), "retract", "1");

    assertThat(ran.err())
        .contains("What is not sent to x:me yet is taken out of the queue for good.\n");
    assertThat(run("retry", "1").err())
        .isEqualTo("belfry: post 1 for x:me is taken back; belfry draft writes another\n");
    assertThat(run("schedule", "1", "--now").exit()).isEqualTo(4);
    assertThat(run("edit", "1", "-f", "-").exit()).isEqualTo(4);
    assertThat(fine("export", "-", "--posts-only").out()).doesNotContain("x:me");
    node.pass();
    assertThat(network.accepted()).isEmpty();
  }

  @Test
  void a_network_that_wants_to_be_left_alone_says_until_when_and_it_is_said_again() {
    thread();
    network.thenRetracts(
        part -> new Retraction.NotNow("too many requests", Instant.parse("2030-01-01T12:00:00Z")));

    Ran ran = run("retract", "1", "--yes");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            """
            belfry: part 3 of post 1 stays on x:me for now, at https://example.org/1.3: too many requests; it wants to be asked again at 2030-01-01 07:00:00 -05:00
            belfry: what is left goes when belfry retract 1 is said again
            """);
    assertThat(fine("history", "1").out()).contains("kept: https://example.org/1.3, too many");
    assertThat(run("retract", "1", "--yes").exit()).isZero();
    assertThat(run("retract", "1", "--yes").out())
        .isEqualTo("Post 1 was taken back already; nothing of it is live.\n");
  }

  @Test
  void a_script_reads_what_came_of_each() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    node.pass();

    assertThat(run("retract", "1", "--yes", "--json").out())
        .isEqualTo(
            """
            {"post":1,"parts":[{"account":"x:me","part":1,"remoteId":"1.1",\
            "url":"https://example.org/1.1","result":"gone","detail":"deleted","until":null}]}
            """);
    assertThat(run("retract", "1", "--yes", "--json").out())
        .isEqualTo("{\"post\":1,\"parts\":[]}\n");
    assertThat(fine("show", "1", "--json").out())
        .contains("\"state\":\"retracted\",\"remoteId\":\"1.1\"");
  }

  @Test
  void only_the_account_that_is_named_is_cleared() {
    fine("draft", "Ding", "--to", "x:me", "--to", LAB, "--now");
    node.pass();

    Ran ran = run("retract", "1", "--account", LAB, "--yes");

    assertThat(ran.out()).isEqualTo("Post 1 is gone from dry-run:x:lab.\n");
    assertThat(network.deleted()).hasSize(1);
    refused("post 1 is not for x:other", "1", "--account", "x:other");
  }

  @Test
  void what_was_never_live_is_told_so_and_what_was_taken_back_can_be_deleted() {
    fine("draft", "Ding", "--to", "x:me", "--in", "2h");
    refused(
        "nothing of post 1 is live, so there is nothing to take back; belfry delete 1 deletes it"
            + " here",
        "1");
    refused("there is no post 9; belfry list shows what there is", "9");

    fine("schedule", "1", "--now");
    node.pass();
    assertThat(run("delete", "1").exit()).as("while it is live").isEqualTo(4);
    assertThat(run("retract", "1", "--yes").exit()).isZero();
    fine("delete", "1");
    assertThat(fine("list").out()).doesNotContain("Ding");
  }

  @Test
  void what_a_node_is_just_sending_is_told_to_be_waited_for() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    network.thenMeanwhile(
        () -> refused("post 1 is being sent right now; say it again in a moment", "1"));

    node.pass();

    assertThat(network.accepted()).hasSize(1);
    assertThat(run("retract", "1", "--yes").exit()).isZero();
  }

  private void thread() {
    fine("thread", "-c", "One", "-c", "Two", "-c", "Three", "--to", "x:me", "--now");
    node.pass();
  }

  private Ran run(String... args) {
    return on(Screen.files(), args);
  }

  /** Posts are written for the real networks, and taken back from the one of the test. */
  private Ran on(Screen screen, String... args) {
    if (args[0].equals("retract")) {
      belfry.on(network);
    }
    try {
      return belfry.runOn(screen, args);
    } finally {
      belfry.on(new Networks());
    }
  }

  private Ran fine(String... args) {
    Ran ran = run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }

  private void refused(String says, String... args) {
    Ran ran = run(Stream.concat(Stream.of("retract"), Stream.of(args)).toArray(String[]::new));
    assertThat(ran.err()).isEqualTo("belfry: " + says + "\n");
    assertThat(ran.exit()).isEqualTo(4);
  }
}
