package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code hold} and {@code resume}, and what {@code run --once} makes of them. */
@ExtendWith(PostgresExtension.class)
final class HoldCommandTest {
  private static final String ACCOUNT = "dry-run:x:lab";

  private TestWorkplace belfry;
  private QueueFixture queue;

  @BeforeEach
  void anAccountWithAPostThatIsDue(DataSource source) {
    belfry = TestWorkplace.onTime(source);
    queue = new QueueFixture(source);
    belfry.run("account", "add", ACCOUNT);
    belfry.run("draft", "Ding", "--to", ACCOUNT, "--now");
  }

  @Test
  void a_held_post_stays_until_it_is_resumed() {
    Ran held = belfry.run("hold", "1", "--reason", "waiting for the figures");

    assertThat(held.exit()).isZero();
    assertThat(held.out()).isEqualTo("Post 1 is held: waiting for the figures\n");
    assertThat(released()).isZero();
    assertThat(belfry.run("queue").out()).contains("held", "(waiting for the figures) Ding");

    assertThat(belfry.run("resume", "1").exit()).isZero();
    assertThat(released()).isEqualTo(1);
  }

  /** Regression: it was said that nothing of it waits; of an account, held twice, that it is. */
  @Test
  void a_post_that_is_held_twice_keeps_its_first_reason_and_is_said_to_be_held() {
    belfry.run("hold", "1", "--reason", "first");

    Ran again = belfry.run("hold", "1", "--reason", "second");

    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.out()).isEqualTo("Post 1 is held already; the first reason stays.\n");
    assertThat(belfry.run("queue").out()).contains("(first) Ding");
    belfry.run("resume", "1");
    assertThat(belfry.run("resume", "1").err())
        .isEqualTo("belfry: nothing of post 1 is held; belfry show 1 tells where it stands\n");
  }

  /** Regression: it was called no number of a post, with a list of posts to look at. */
  @Test
  void an_account_in_a_posts_place_is_told_how_it_is_named() {
    for (String command : List.of("hold", "resume")) {
      Ran ran = belfry.run(command, ACCOUNT);
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err()).contains("an account is named with --account; a post has a number");
    }
  }

  @Test
  void nothing_goes_out_to_a_held_account() {
    belfry.run("account", "add", "dry-run:x:other");
    belfry.run("draft", "Dong", "--to", "dry-run:x:other", "--now");
    belfry.run("hold", "--account", ACCOUNT, "--reason", "new handle soon");

    assertThat(released()).isEqualTo(1);
    assertThat(belfry.run("queue").err())
        .startsWith("belfry: dry-run:x:lab is held by ann@tower since ")
        .endsWith(": new handle soon; belfry resume --account dry-run:x:lab lets it go on\n");

    belfry.run("resume", "--account", ACCOUNT);
    assertThat(released()).isEqualTo(1);
  }

  @Test
  void a_hold_of_the_account_is_shown_with_each_of_its_posts() {
    belfry.run("hold", "--account", ACCOUNT, "--reason", "new handle soon");

    Ran shown = belfry.run("show", "1");
    assertThat(shown.out()).contains("  its account is held: new handle soon\n");
    assertThat(shown.err()).contains("belfry resume --account dry-run:x:lab lets it go on");
    for (String command : List.of("queue", "list")) {
      assertThat(belfry.run(command, "--json").out()).contains("\"hold\":\"new handle soon\"");
      assertThat(belfry.run(command).err()).contains("new handle soon");
    }
    assertThat(belfry.run("show", "1", "--json").out()).contains("\"hold\":\"new handle soon\"");
  }

  @Test
  void a_held_post_says_how_it_goes_on() {
    belfry.run("hold", "1", "--reason", "waiting for the figures");

    assertThat(belfry.run("show", "1").out()).contains("  belfry resume 1 lets it go on\n");
    assertThat(belfry.run("queue").err())
        .isEqualTo("belfry: what is held goes on with belfry resume POST\n");
  }

  @Test
  void what_may_be_live_or_arrives_all_the_same_is_told() {
    queue.execute("UPDATE waiting SET state = 'unconfirmed', reason = 'no answer'");

    Ran held = belfry.run("hold", "1", "--reason", "a mistake");

    assertThat(held.out()).isEqualTo("Post 1 is held: a mistake\n");
    assertThat(held.err())
        .isEqualTo(
            "belfry: dry-run:x:lab may have a part of it already; it is not sent there again, nor"
                + " what follows it\n");
    assertThat(belfry.run("show", "1").out()).contains("no answer; then held: a mistake");
    assertThat(belfry.run("hold", "1", "--reason", "again").exit()).isEqualTo(4);
    assertThat(belfry.run("resume", "1").exit()).isZero();
    assertThat(belfry.run("resume", "1").exit()).isEqualTo(4);

    queue.execute("UPDATE waiting SET state = 'claimed', claim = 1, reason = NULL");
    assertThat(belfry.run("hold", "1", "--reason", "a mistake").err())
        .isEqualTo(
            "belfry: a part of it is on its way to dry-run:x:lab and arrives all the same; nothing"
                + " follows it there\n");
  }

  @Test
  void what_is_resumed_and_held_as_a_whole_is_told() {
    belfry.run("hold", "1", "--reason", "a mistake");
    belfry.run("hold", "--account", ACCOUNT, "--reason", "new handle soon");

    assertThat(belfry.run("resume", "1").err())
        .contains("dry-run:x:lab is held by ", "belfry resume --account dry-run:x:lab");
  }

  @Test
  void nothing_at_all_goes_out_while_everything_is_held() {
    belfry.run("hold", "--all", "--reason", "news day");

    assertThat(released()).isZero();
    assertThat(belfry.run("hold", "--all", "--reason", "another").out())
        .isEqualTo("Everything is held already; the first reason stays.\n");

    belfry.run("resume", "--all");
    assertThat(released()).isEqualTo(1);
  }

  @Test
  void what_is_not_held_can_not_be_resumed() {
    assertThat(belfry.run("resume", "1").exit()).isEqualTo(4);
    assertThat(belfry.run("resume", "--all").exit()).isEqualTo(4);
    assertThat(belfry.run("resume", "--account", ACCOUNT).err())
        .isEqualTo("belfry: dry-run:x:lab is not held; belfry queue shows what is\n");
  }

  @Test
  void a_hold_needs_a_reason_and_one_thing_to_hold() {
    assertThat(belfry.run("hold", "1").err()).contains("say why with --reason");
    assertThat(belfry.run("hold", "--reason", "x").exit()).isEqualTo(2);
    assertThat(belfry.run("hold", "1", "--all", "--reason", "x").err())
        .contains("say what: a post, --account or --all");
  }

  /** How many parts one {@code run --once} puts out. */
  private long released() {
    Ran ran = belfry.run("run", "--once");
    assertThat(ran.exit()).isZero();
    return ran.lines().stream().filter(line -> line.contains("published")).count();
  }
}
