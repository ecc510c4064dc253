package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.audit.HistoryEvent;
import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.networks.Networks;
import dev.belfry.publish.Outcome;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code resolve}: what a person knows of a part of which no machine can tell. */
@ExtendWith(PostgresExtension.class)
final class ResolveCommandTest {
  private static final String URL = "https://x.com/me/status/1860000000000000077";

  private final ScriptedPublishers network = new ScriptedPublishers();
  private final TestWorkplace belfry;
  private final QueueFixture queue;
  private final ScriptedNode node;

  ResolveCommandTest(DataSource source) {
    belfry = TestWorkplace.onTime(source);
    queue = new QueueFixture(source);
    node = new ScriptedNode(queue, network, belfry.clock());
  }

  @BeforeEach
  void accounts() {
    fine("account", "add", "x:me", "--spacing", "0s");
    fine("account", "add", "dry-run:x:lab");
  }

  @Test
  void a_part_that_is_live_is_recorded_and_the_next_one_follows_under_it() {
    fine("thread", "-c", "One", "-c", "Two", "--to", "x:me", "--now");
    isLeftInDoubt();

    Ran ran = fine("resolve", "1", "--posted", URL, "--reason", "it is on my timeline");

    assertThat(ran.out()).isEqualTo("Part 1 of post 1 is live on x:me; part 2 follows now.\n");
    node.pass();
    assertThat(network.accepted()).hasSize(1);
    assertThat(network.accepted().get(0)).contains("Two").endsWith("<1860000000000000077");
    assertThat(events())
        .containsSubsequence(
            "resolved 1 null by ann@tower: a person says that it is live: it is on my timeline",
            "published 1 " + URL + " by ann@tower: null");
    assertThat(fine("list", "--state", "published").out()).contains("[1/2] One");
  }

  @Test
  void the_last_part_that_is_live_ends_the_delivery() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    isLeftInDoubt();

    assertThat(fine("resolve", "1", "--posted", "https://twitter.com/Me/status/77?s=20").out())
        .isEqualTo("Post 1 is live on x:me; post 1 is published there.\n");

    assertThat(fine("show", "1").out()).contains("published", "https://x.com/me/status/77");
    node.pass();
    assertThat(network.accepted()).isEmpty();
  }

  @Test
  void a_thread_that_went_out_in_one_request_is_live_as_a_whole() {
    String account = "dry-run:bluesky:ann.example";
    network.completesLike(new Networks());
    fine("account", "add", account);
    fine("thread", "-c", "One", "-c", "Two", "--to", account, "--now");
    isLeftInDoubt();

    assertThat(fine("resolve", "1", "--posted", "dry-run://bluesky/ann.example/1-1").out())
        .isEqualTo(
            "Parts 1 to 2 of post 1 are live on %s; post 1 is published there.%n"
                .formatted(account));
    assertThat(fine("show", "1", "--json").out())
        .contains("dry-run://bluesky/ann.example/1-1", "dry-run://bluesky/ann.example/1-2");
  }

  @Test
  void what_is_not_live_is_sent_again_at_once() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    isLeftInDoubt();
    node.pass();
    assertThat(network.accepted()).isEmpty();

    assertThat(fine("resolve", "1", "--not-posted").out())
        .isEqualTo("Post 1 is not live on x:me; it is sent again now.\n");

    node.pass();
    assertThat(network.accepted()).hasSize(1);
    assertThat(events())
        .contains("resolved 1 null by ann@tower: a person says that it is not live");
  }

  /** The node that made the first try was frozen, and said that it went well after the second. */
  @Test
  void a_second_try_that_is_not_live_beside_the_first_sends_nothing_again() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    isLeftInDoubt();
    queue.execute(
        """
        UPDATE attempts SET number = 2;
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome, remote_id, url)
        SELECT delivery_id, part, 1, claim, node, body, sha256, now(), 'posted', '77', '%s'
        FROM attempts
        """
            .formatted(URL));

    assertThat(fine("resolve", "1", "--not-posted", "--reason", "one is all there is").out())
        .isEqualTo("Post 1 is not live a second time on x:me, and is not sent again.\n");

    node.pass();
    assertThat(network.accepted()).isEmpty();
    assertThat(fine("list", "--state", "published").out()).contains("Ding");
    assertThat(events())
        .contains(
            "resolved 1 null by ann@tower: a person says that it is not live: one is all there is;"
                + " it is live by another attempt, and is not sent again");
  }

  @Test
  void a_person_who_resolves_for_a_held_account_is_told_that_it_is() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    isLeftInDoubt();
    fine("hold", "--account", "x:me", "--reason", "a storm");

    assertThat(fine("resolve", "1", "--not-posted").err())
        .contains("x:me is held by ann@tower", "belfry resume --account x:me lets it go on");
  }

  @Test
  void who_says_the_same_again_is_told_that_it_is_settled() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    isLeftInDoubt();
    fine("resolve", "1", "--posted", URL);

    assertThat(fine("resolve", "1", "--posted", URL).out())
        .isEqualTo("Post 1 is settled already: it is live at " + URL + ".\n");
    refused(
        4,
        "belfry: nothing of post 1 is in doubt: x:me is published; belfry show 1 tells where it"
            + " stands\n",
        "resolve",
        "1",
        "--not-posted");
    assertThat(events().stream().filter(event -> event.startsWith("resolved"))).hasSize(1);
  }

  @Test
  void where_several_accounts_are_in_doubt_the_one_is_to_be_named() {
    fine("draft", "Ding", "--to", "x:me", "--to", "dry-run:x:lab", "--now");
    network.then(new Outcome.Unconfirmed("timeout"));
    isLeftInDoubt();

    refused(
        2,
        "belfry: post 1 is in doubt for dry-run:x:lab and x:me; say which with --account; see belfry"
            + " resolve --help\n",
        "resolve",
        "1",
        "--not-posted");

    fine("resolve", "1", "--not-posted", "--account", "x:me");
    assertThat(fine("resolve", "1", "--posted", "dry-run://x/lab/2-1").out())
        .startsWith("Post 1 is live on dry-run:x:lab");
  }

  @Test
  void an_address_that_is_none_of_the_accounts_posts_changes_nothing() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    isLeftInDoubt();

    for (String url : List.of("https://x.com/you/status/7", "https://x.com/me", "7", "")) {
      refused(
          3,
          "belfry: \""
              + url
              + "\" is not the address of a post of x:me; one looks like"
              + " https://x.com/me/status/1860000000000000000\n",
          "resolve",
          "1",
          "--posted",
          url);
    }
    assertThat(fine("list", "--state", "unconfirmed").out()).contains("Ding");
  }

  @Test
  void what_is_in_doubt_is_shown_with_its_reason_and_the_next_step() {
    fine("draft", "Ding", "--to", "x:me", "--now");
    isLeftInDoubt();

    assertThat(fine("show", "1").out())
        .contains("unconfirmed", "timeout", "is asked again at ", "belfry resolve 1 --posted URL");
    Ran queued = fine("queue");
    assertThat(queued.out()).contains("(timeout; asked again at ");
    assertThat(queued.err()).contains("belfry resolve POST --posted URL, or --not-posted");
    assertThat(fine("queue", "--json").out()).contains("\"nextLookAt\":\"20");
  }

  @Test
  void one_of_the_two_answers_is_to_be_given() {
    refused(
        2,
        "belfry: say either --posted URL or --not-posted; see belfry resolve --help\n",
        "resolve",
        "1");
    assertThat(belfry.run("resolve", "1", "--posted", URL, "--not-posted").exit()).isEqualTo(2);
    refused(
        4,
        "belfry: there is no post 1; belfry list shows what there is\n",
        "resolve",
        "1",
        "--not-posted");
  }

  private void isLeftInDoubt() {
    network.then(new Outcome.Unconfirmed("timeout"));
    node.pass();
    assertThat(fine("list", "--state", "unconfirmed").out()).contains("unconfirmed");
  }

  private List<String> events() {
    return queue.history().stream().map(ResolveCommandTest::words).toList();
  }

  private static String words(HistoryEvent event) {
    return "%s %s %s by %s: %s"
        .formatted(event.event(), event.part(), event.url(), event.actor(), event.detail());
  }

  private Ran fine(String... args) {
    Ran ran = belfry.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }

  private void refused(int exit, String says, String... args) {
    Ran ran = belfry.run(args);
    assertThat(ran.err()).isEqualTo(says);
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
  }
}
