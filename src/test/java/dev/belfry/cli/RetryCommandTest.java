package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.publish.Outcome;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code retry}: what failed or was put off is sent now. */
@ExtendWith(PostgresExtension.class)
final class RetryCommandTest {
  private static final String LAB = "dry-run:x:lab";

  private final ScriptedPublishers network = new ScriptedPublishers();
  private final TestWorkplace belfry;
  private final QueueFixture queue;
  private final ScriptedNode node;

  RetryCommandTest(DataSource source) {
    belfry = TestWorkplace.onTime(source);
    queue = new QueueFixture(source);
    node = new ScriptedNode(queue, network, belfry.clock());
  }

  @BeforeEach
  void accounts() {
    fine("account", "add", "x:me", "--spacing", "0s");
    fine("account", "add", LAB);
  }

  @Test
  void a_thread_goes_on_at_its_first_missing_part_under_the_stored_parent() {
    fine("thread", "-c", "One", "-c", "Two", "-c", "Three", "--to", "x:me", "--now");
    network.then(ScriptedPublishers.posted(1, 1)).then(new Outcome.Refused("no", false));
    node.pass();
    assertThat(fine("show", "1").out())
        .contains("failed", "no\n", "belfry retry 1 sends what is missing");

    assertThat(fine("retry", "1").out())
        .isEqualTo("Post 1 is sent again to x:me, from part 2 on now.\n");

    node.pass();
    assertThat(network.accepted()).hasSize(2);
    assertThat(network.accepted().get(0)).contains("Two").endsWith("<1.1");
    assertThat(network.accepted().get(1)).contains("Three").endsWith("<1.2");
    assertThat(fine("list", "--state", "published").out()).contains("[1/3] One");
    assertThat(queue.history())
        .filteredOn(event -> event.event().equals("scheduled"))
        .as("the planned instant, and that of the retry")
        .hasSize(2)
        .allMatch(event -> event.actor().equals("ann@tower") && event.dueAt() != null);
  }

  @Test
  void what_was_edited_meanwhile_goes_out_as_it_reads_now() {
    fine("draft", "Dign", "--to", "x:me", "--now");
    network.then(new Outcome.Refused("no such word", /* retryable= */ false));
    node.pass();
    queue.execute("UPDATE parts SET text = 'Ding'");

    fine("retry", "1");
    node.pass();

    assertThat(network.accepted()).containsExactly("{\"text\":\"Ding\"}");
  }

  @Test
  void what_backs_off_is_due_now() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    network.then(new Outcome.Refused("not visible yet", /* retryable= */ true));
    node.pass();
    assertThat(fine("queue").out()).contains("(not visible yet) Ding");
    node.pass();
    assertThat(network.accepted()).isEmpty();

    fine("retry", "1", "--account", "x:me");
    node.pass();

    assertThat(network.accepted()).hasSize(1);
  }

  @Test
  void an_embargo_that_was_lifted_when_it_was_queued_is_lifted_still() {
    String end = belfry.clock().instant().plus(Duration.ofDays(30)).toString();
    String[] draft = {"draft", "Ding", "--to", "x:me", "--not-before", end, "--now"};
    assertThat(belfry.run(draft).exit()).isEqualTo(3);
    fine(
        Stream.concat(Stream.of(draft), Stream.of("--skip-check", "embargo"))
            .toArray(String[]::new));
    network
        .then(new Outcome.Refused("not visible yet", /* retryable= */ true))
        .then(new Outcome.Refused("no", /* retryable= */ false));
    node.pass();

    fine("retry", "1");
    node.pass();
    assertThat(fine("show", "1").out()).contains("failed");
    fine("retry", "1");
    node.pass();

    assertThat(network.accepted()).hasSize(1);
  }

  @Test
  void what_its_network_put_off_waits_all_the_same_and_says_until_when() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    network.then(
        new Outcome.Deferred(belfry.clock().instant().plus(Duration.ofMinutes(15)), "too many"));
    node.pass();

    assertThat(fine("retry", "1").out())
        .startsWith(
            "Post 1 is sent again to x:me as soon as its network or its spacing lets it: at ");
    assertThat(fine("account", "show", "x:me").out()).contains("  pauses   until ");

    node.pass();
    assertThat(network.accepted()).isEmpty();
    belfry.clock().tick(Duration.ofMinutes(15));
    node.pass();
    assertThat(network.accepted()).hasSize(1);
  }

  @Test
  void what_is_not_to_be_repeated_says_what_to_do_instead() {
    fine("draft", "Later", "--to", "x:me", "--in", "2h");
    refused("post 1 for x:me is waiting for its time; belfry schedule 1 --now sends it now", "1");

    fine("hold", "1", "--reason", "a storm");
    refused("post 1 for x:me is held; belfry resume 1 lets it go on", "1");

    fine("draft", "Draft", "--to", "x:me");
    refused("post 2 for x:me is a draft; belfry schedule 2 --now sends it now", "2");

    fine("draft", "Doubtful", "--to", "x:me", "--now");
    network.then(new Outcome.Unconfirmed("timeout"));
    node.pass();
    refused(
        "post 3 for x:me is in doubt; belfry resolve 3 --posted URL, or --not-posted, settles it",
        "3");

    fine("draft", "Ding", "--to", LAB, "--now");
    node.pass();
    refused("post 4 for dry-run:x:lab is published already", "4");
    refused(
        "post 4 is not for x:me; belfry show 4 tells for which it is", "4", "--account", "x:me");
    refused("there is no post 9; belfry list shows what there is", "9");
  }

  @Test
  void an_account_that_needs_no_retry_is_left_and_named() {
    fine("draft", "Ding", "--to", "x:me", "--to", LAB, "--now");
    network.then(ScriptedPublishers.posted(1, 1)).then(new Outcome.Refused("no", false));
    node.pass();

    Ran ran = fine("retry", "1");

    assertThat(ran.out()).startsWith("Post 1 is sent again to ").hasLineCount(1);
    assertThat(ran.err()).contains(" is published already\n");
  }

  @Test
  void a_person_who_retries_for_a_held_account_is_told_that_it_is() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    network.then(new Outcome.AccountRefused("401: log in again"));
    node.pass();

    assertThat(fine("retry", "1").err())
        .contains(
            "x:me is held by scripted", "401: log in again; belfry account login x:me lets it");
  }

  @Test
  void nothing_is_queued_for_an_account_that_was_removed() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    network.then(new Outcome.Refused("no", /* retryable= */ false));
    node.pass();
    fine("account", "remove", "x:me");

    refused("there is no account x:me here; belfry account add x:me makes it known", "1");
  }

  private Ran fine(String... args) {
    Ran ran = belfry.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }

  private void refused(String says, String... args) {
    String[] whole = new String[args.length + 1];
    whole[0] = "retry";
    System.arraycopy(args, 0, whole, 1, args.length);
    Ran ran = belfry.run(whole);
    assertThat(ran.err()).isEqualTo("belfry: " + says + "\n");
    assertThat(ran.exit()).isEqualTo(4);
  }
}
