package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.networks.Networks;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import java.time.YearMonth;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What posts on X cost: before they are queued, in the queue, and when they went out. */
@ExtendWith(PostgresExtension.class)
final class CostCommandTest {
  private static final String LINK = "Read https://example.com/one and example.org";

  private final ScriptedPublishers network = new ScriptedPublishers();
  private final QueueFixture queue;
  private final TestWorkplace belfry;
  private final ScriptedNode node;
  private final YearMonth month;

  CostCommandTest(DataSource source) {
    belfry = TestWorkplace.onTime(source);
    queue = new QueueFixture(source);
    node = new ScriptedNode(queue, network, belfry.clock());
    month = YearMonth.from(belfry.clock().instant().atZone(ZoneOffset.UTC));
  }

  @BeforeEach
  void accounts() {
    fine("account", "add", "x:me", "--spacing", "0s", "--monthly-cap", "25");
    fine("account", "add", "bluesky:me.example");
  }

  @Test
  void a_post_that_gets_a_time_says_what_it_will_cost_on_x_and_nowhere_else() {
    assertThat(
            fine("draft", LINK, "--to", "x:me", "--to", "bluesky:me.example", "--in", "2h").out())
        .containsOnlyOnce("about $")
        .contains("\n    about $0.20 on X by the prices of 2026-11-25\n");
    assertThat(fine("schedule", "1", "--in", "3h").out()).contains("about $0.20 on X by");
    assertThat(fine("draft", "No link", "--to", "x:me", "--in", "2h", "--json").out())
        .isEqualTo("{\"post\":2,\"isNew\":true,\"cost\":0.015}\n");
    assertThat(fine("draft", "No link", "--to", "bluesky:me.example", "--in", "2h", "--json").out())
        .isEqualTo("{\"post\":3,\"isNew\":true}\n");
  }

  @Test
  void the_preview_shows_it_for_each_part_and_for_all() {
    fine("thread", "-c", LINK, "-c", "Two", "--to", "x:me");

    assertThat(fine("preview", "1").out())
        .endsWith("about $0.215 on X by the prices of 2026-11-25\n");
    assertThat(fine("preview", "1", "--json").out())
        .contains(
            "\"cost\":0.20,", "\"cost\":0.015,", "\"cost\":0.215,\"pricesOf\":\"2026-11-25\"");
    assertThat(fine("preview", "1", "--to", "bluesky:me.example", "--json").out())
        .doesNotContain("cost");
  }

  @Test
  void the_queue_tells_each_and_all() {
    fine("draft", LINK, "--to", "x:me", "--in", "2h");
    fine("draft", "Two", "--to", "x:me", "--in", "2h");

    assertThat(fine("queue", "--json").out()).contains("\"cost\":0.20", "\"cost\":0.015");
    assertThat(fine("queue").err())
        .isEqualTo(
            "belfry: what is queued for X costs about $0.215 by the prices of 2026-11-25; belfry"
                + " cost tells more\n");
  }

  @Test
  void what_was_spent_is_what_went_out_and_what_was_taken_back() {
    fine("thread", "-c", LINK, "-c", "Two", "--to", "x:me", "--now");
    node.pass();
    belfry.on(network);
    fine("retract", "1", "--part", "2", "--yes");
    belfry.on(new Networks());
    fine("draft", "Three", "--to", "x:me", "--now");

    assertThat(fine("cost").lines().get(1).replaceAll(" +", " "))
        .isEqualTo(
            month
                + " x:me $0.225 $0.015 $25.00 2 posts (1 with a link), 0 alt texts, 1 taken back, 1"
                + " queued");
    assertThat(fine("cost").out())
        .endsWith(
            """
            About, in US dollars, by the prices of 2026-11-25 \
            (https://docs.x.com/x-api/getting-started/pricing); reads are not counted.
            """);
    assertThat(fine("cost", "--month", month.toString(), "--account", "x:me", "--json").out())
        .isEqualTo(
            """
            [{"account":"x:me","month":"%s","zone":"Z","dryRun":false,"posts":2,"postsWithLink":1,\
            "altTexts":0,"deleted":1,"spent":0.225,"queued":1,"toCome":0.015,"cap":25.00,\
            "pricesOf":"2026-11-25"}]
            """
                .formatted(month));
    assertThat(fine("cost", "--month", month.minusMonths(1).toString()).out())
        .contains("$0.00", "0 posts", "0 queued");
  }

  /** Regression: it broke off with "cannot extract elements from an object". */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "7", "\"x\"", "null", "[7, null, {\"alt\": 5}, [1]]"})
  void media_that_somebody_tampered_with_do_not_keep_the_cost_from_being_told(String media) {
    fine("draft", LINK, "--to", "x:me", "--now");
    node.pass();
    queue.execute(
        "ALTER TABLE history DISABLE TRIGGER ALL; UPDATE history SET media = '%s'"
            .formatted(media));

    assertThat(fine("cost").out()).contains("$0.20", "1 post (1 with a link)");
  }

  @Test
  void a_rehearsal_is_counted_and_said_to_be_free() {
    fine("account", "add", "dry-run:x:lab");
    fine("draft", "Ding", "--to", "dry-run:x:lab", "--now");
    node.pass();

    assertThat(fine("cost", "--account", "dry-run:x:lab").out())
        .contains("$0.015", "rehearsed: 1 post ")
        .endsWith("Nothing is charged for what is rehearsed.\n");
  }

  @Test
  void what_is_no_month_or_costs_nothing_is_told_so() {
    assertThat(belfry.run("cost", "--month", "December"))
        .satisfies(ran -> assertThat(ran.exit()).isEqualTo(2))
        .satisfies(ran -> assertThat(ran.err()).contains("--month takes a month such as 2026-12"));
    assertThat(belfry.run("cost", "--account", "bluesky:me.example").err())
        .contains("only X charges for what Belfry does");
  }

  @Test
  void an_account_that_is_set_changes_in_what_is_said_and_in_nothing_else() {
    fine("account", "set", "x:me", "--monthly-cap", "2.50", "--zone", "Europe/Paris");
    assertThat(fine("account", "show", "x:me").out())
        .contains("  cap      $2.50 a month\n", "Europe/Paris", "spacing  0s");
    fine("account", "set", "x:me", "--late", "post");
    assertThat(fine("account", "show", "x:me", "--json").out())
        .contains("\"late\":\"post\"", "\"monthlyCap\":2.50", "Europe/Paris");

    fine("account", "set", "x:me", "--monthly-cap", "none");

    assertThat(fine("account", "show", "x:me").out()).doesNotContain("cap");
    assertThat(belfry.run("account", "set", "x:me").err())
        .contains("say what to change, such as --monthly-cap 25");
    assertThat(belfry.run("account", "set", "bluesky:me.example", "--monthly-cap", "2").err())
        .contains("--monthly-cap is for accounts on X");
    assertThat(belfry.run("account", "set", "x:me", "--monthly-cap", "lots").err())
        .contains("--monthly-cap takes US dollars, such as 25 or 2.50, or none");
    assertThat(belfry.run("account", "set", "x:nobody", "--premium").exit()).isEqualTo(4);
  }

  private Ran fine(String... args) {
    Ran ran = belfry.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }
}
