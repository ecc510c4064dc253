package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.audit.HistoryEvent;
import dev.belfry.audit.Restores;
import dev.belfry.cli.NodeEquipment;
import dev.belfry.cli.TestWorkplace;
import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.networks.Networks;
import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.SentMark;
import dev.belfry.release.SentMarks;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.SettableClock;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A database that was restored from a backup does not know what was sent since: a node that has
 * sent it does.
 */
@ExtendWith(PostgresExtension.class)
final class RestoredDatabaseTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOON);
  private final ScriptedPublishers network = new ScriptedPublishers();
  private final TestDatabase database;
  private final QueueFixture queue;
  private final MarkFiles marks;
  private TestDatabase restored;
  private boolean isBackedUp;

  RestoredDatabaseTest(TestDatabase database, @TempDir Path home) {
    this.database = database;
    this.queue = new QueueFixture(database.dataSource());
    this.marks = new MarkFiles(home.resolve("marks"));
    this.restored = database;
  }

  @BeforeEach
  void some_posts_are_due_and_some_are_not() {
    Account account = queue.account("x:me");
    PostId first = queue.post("one", "two");
    queue.schedule(first, account, NOON);
    queue.schedule(queue.post("second"), account, NOON.plusSeconds(60));
    queue.schedule(queue.post("tomorrow"), account, NOON.plus(Duration.ofDays(1)));
    queue.schedule(queue.post("rehearsal"), queue.account("dry-run:x:lab"), NOON);
  }

  @AfterEach
  void drop() {
    marks.close();
    if (isBackedUp) {
      restored.close();
    }
  }

  @Test
  void nothing_is_sent_again_before_a_person_says_so() {
    backUp();
    sendAllThatIsDue();

    ScriptedNode node = node(restored(), marks);
    node.pass();
    node.pass();

    assertThat(sent()).isEmpty();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());
    assertThat(belfry.run("queue").err())
        .contains(
            "belfry: everything is held by scripted since ",
            "the database is older than what node scripted has sent, the last at"
                + " 2026-12-01T12:01:00Z: it was restored from a backup",
            "belfry resume --after-restore lets it go on");
  }

  @Test
  void a_node_that_remembers_nothing_is_stopped_with_the_others() {
    backUp();
    sendAllThatIsDue();
    node(restored(), marks).pass();

    node(restored(), SentMarks.NONE).pass();

    assertThat(sent()).isEmpty();
  }

  @Test
  void each_node_says_what_it_has_sent_though_another_has_had_everything_held(
      @TempDir Path elsewhere) {
    Account other = queue.account("x:other");
    queue.schedule(queue.post("of another node"), other, NOON.plusSeconds(120));
    try (MarkFiles others = new MarkFiles(elsewhere.resolve("marks"))) {
      backUp();
      sendAllThatIsDue();
      clock.tick(Duration.ofSeconds(60));
      new ScriptedNode("other", queue, network, clock, others).pass();
      assertThat(sent()).containsExactly("of another node");
      network.accepted().clear();
      QueueFixture copy = restored();
      node(copy, marks).pass();
      new ScriptedNode("other", copy, network, clock, others).pass();
      TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());

      String checked = belfry.run("resume", "--after-restore").out();

      assertThat(checked).contains("post 1  x:me", "post 2  x:me", "post 5  x:other  not live");
      node(copy, marks).pass();
      new ScriptedNode("other", copy, network, clock, others).pass();
      assertThat(sent()).isEmpty();
    }
  }

  @Test
  void a_database_that_knows_everything_is_left_alone() {
    sendAllThatIsDue();
    clock.tick(Duration.ofDays(1));

    node(queue, marks).pass();

    assertThat(sent()).containsExactly("tomorrow");
  }

  @Test
  void dry_run_accounts_leave_no_marks() {
    node(queue, marks).pass();

    assertThat(network.accepted()).contains("rehearsal");
    long live = queue.read(new PostId(1)).deliveries().get(0).id();
    assertThat(marks.recent(origin())).hasSize(2).allMatch(mark -> mark.delivery() == live);
  }

  @Test
  void after_a_restore_what_may_be_live_waits_for_a_person_and_the_rest_goes_on() {
    backUp();
    ScriptedNode node = noticesThatAllWasSent();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());

    Ran ran = belfry.run("resume", "--after-restore");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .contains(
            "What was due by 2026-12-01 07:01:00 -05:00, or is known to have been sent, may be live"
                + " already; look there:")
        .contains("  post 1  x:me  not live: belfry resume 1 sends it")
        .contains("  post 2  x:me  not live: belfry resume 2 sends it")
        .doesNotContain("post 3", "dry-run");
    assertThat(belfry.run("show", "2").out())
        .contains("held", "it may be live already, from before the database was restored");
    node.pass();
    assertThat(sent()).isEmpty();

    network.accepted().clear();
    assertThat(belfry.run("resume", "2").exit()).isZero();
    node.pass();
    clock.tick(Duration.ofDays(1));
    node.pass();
    assertThat(sent()).containsExactly("second", "tomorrow");
  }

  @Test
  void what_is_held_by_it_is_given_another_time_only_once_a_person_says_that_it_is_not_live() {
    backUp();
    ScriptedNode node = noticesThatAllWasSent();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());
    assertThat(belfry.run("resume", "--after-restore").exit()).isZero();

    Ran refused = belfry.run("schedule", "2", "--in", "1h");

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err())
        .contains(
            "post 2 may be live on x:me already, from before the database was restored; look there:"
                + " if it is not, belfry resume 2 sends it, or belfry unschedule 2, then belfry"
                + " resume 2, lets you say this again; belfry delete 2 if it is");
    assertThat(state(2)).isEqualTo(DeliveryState.HELD);
    assertThat(belfry.run("unschedule", "2").exit()).isZero();
    assertThat(belfry.run("schedule", "2", "--in", "1h").err())
        .contains("post 2 may be live on x:me already");
    assertThat(belfry.run("resume", "2").out()).contains("Post 2 may be queued again");
    assertThat(belfry.run("schedule", "2", "--in", "1h").exit()).isZero();
    node.pass();
    assertThat(sent()).isEmpty();
  }

  /** A node remembers the newest of what it has sent; the rest is known by when it was due. */
  @Test
  void what_was_due_in_the_lost_time_does_not_get_out_of_it_before_everything_goes_on() {
    backUp();
    ScriptedNode node = noticesThatAllWasSent();
    restored().execute("UPDATE restores SET deliveries = '{}'");
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());

    for (List<String> command :
        List.of(List.of("schedule", "2", "--in", "1h"), List.of("unschedule", "2"))) {
      Ran refused = belfry.run(command.toArray(String[]::new));
      assertThat(refused.exit()).isEqualTo(4);
      assertThat(refused.err())
          .contains("post 2 may be live on x:me already", "belfry resume --after-restore first");
    }
    assertThat(belfry.run("schedule", "3", "--in", "1h").exit()).isZero();

    assertThat(belfry.run("resume", "--after-restore").out()).contains("  post 2  x:me  not live");
    clock.tick(Duration.ofHours(2));
    node.pass();
    assertThat(sent()).containsExactly("{\"text\":\"tomorrow\"}");
  }

  @Test
  void what_somebody_held_when_the_backup_was_made_and_let_go_on_since_is_looked_at_too() {
    TestWorkplace before = new TestWorkplace(database.dataSource(), clock.instant());
    assertThat(before.run("hold", "2", "--reason", "wait for Ann").exit()).isZero();
    assertThat(before.run("hold", "3", "--reason", "wait for Ben").exit()).isZero();
    backUp();
    assertThat(before.run("resume", "2").exit()).isZero();
    ScriptedNode node = noticesThatAllWasSent();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());

    Ran ran = belfry.run("resume", "--after-restore");

    assertThat(ran.out())
        .contains("  post 2  x:me  not live: belfry resume 2 sends it; live: belfry delete 2")
        .doesNotContain("post 3");
    assertThat(belfry.run("show", "2").out())
        .contains("held", "it may be live already, from before the database was restored")
        .doesNotContain("wait for Ann");
    assertThat(belfry.run("show", "3").out()).contains("wait for Ben");
    node.pass();
    assertThat(sent()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"DRAFT", "FAILED", "SKIPPED"})
  void what_is_out_of_the_queue_and_was_sent_since_is_not_queued_before_somebody_has_looked(
      DeliveryState then) {
    leavesQueue(2, then);
    backUp();
    queue.schedule(new PostId(2), account(queue), NOON.plusSeconds(60));
    ScriptedNode node = noticesThatAllWasSent();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());

    Ran ran = belfry.run("resume", "--after-restore");

    assertThat(ran.out())
        .contains(
            "  post 2  x:me  (%s here) not live: belfry resume 2 lets it be queued again; live:"
                    .formatted(then.word())
                + " belfry delete 2");
    assertThat(state(2)).isEqualTo(then);
    assertThat(belfry.run("show", "2").out())
        .contains("it may be live already, from before the database was restored; look there");
    Ran refused = belfry.run("schedule", "2", "--now");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err())
        .contains("post 2 may be live on x:me already", "belfry resume 2 if it is not");
    assertThat(state(2)).isEqualTo(then);
    node.pass();
    assertThat(sent()).isEmpty();

    assertThat(belfry.run("resume", "2").out())
        .isEqualTo(
            "Post 2 may be queued again: belfry schedule, or belfry retry where it failed.\n");
    assertThat(restored().history())
        .last()
        .extracting(HistoryEvent::event, HistoryEvent::post, HistoryEvent::detail)
        .containsExactly("resumed", 2L, "a person says that it is not live");
    assertThat(belfry.run("schedule", "2", "--now").exit()).isZero();
    node.pass();
    assertThat(sent()).hasSize(1);
    assertThat(belfry.run("resume", "2").err()).contains("nothing of post 2 is held");
  }

  @Test
  void what_failed_before_the_backup_and_went_out_since_is_not_retried_unseen() {
    leavesQueue(2, DeliveryState.FAILED);
    backUp();
    queue.schedule(new PostId(2), account(queue), NOON.plusSeconds(60));
    sendAllThatIsDue();
    node(restored(), marks).pass();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());
    assertThat(belfry.run("resume", "--after-restore").exit()).isZero();

    Ran refused = belfry.run("retry", "2");

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("post 2 may be live on x:me already");
    assertThat(belfry.run("resume", "2").exit()).isZero();
    assertThat(belfry.run("retry", "2").exit()).isZero();
  }

  @Test
  void what_was_cancelled_before_anybody_looked_is_told_too() {
    backUp();
    sendAllThatIsDue();
    node(restored(), marks).pass();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());
    assertThat(belfry.run("delete", "2").exit()).isZero();

    assertThat(belfry.run("resume", "--after-restore").out())
        .contains("  post 2  x:me  (cancelled here) nothing more of it is sent");
  }

  /** Its number is given out again, and what bears it then has nothing to do with it. */
  @Test
  void what_was_made_after_the_backup_is_counted_and_keeps_nothing_out_that_is_made_anew() {
    backUp();
    PostId lost = queue.post("lost");
    long delivery = queue.schedule(lost, account(queue), NOON.plusSeconds(60));
    sendAllThatIsDue();
    QueueFixture copy = restored();
    node(copy, marks).pass();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());

    assertThat(belfry.run("resume", "--after-restore").out())
        .contains("this was queued after the backup was made, and is not here: 1.");

    PostId anew = copy.post("anew");
    assertThat(copy.schedule(anew, account(copy), NOON)).isEqualTo(delivery);
    copy.execute("DELETE FROM waiting WHERE delivery_id = %d".formatted(delivery));
    assertThat(copy.schedule(anew, account(copy), NOON)).isEqualTo(delivery);
  }

  @Test
  void what_is_sent_after_a_restore_is_remembered_anew() {
    backUp();
    sendAllThatIsDue();
    node(restored(), marks).pass();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());
    assertThat(belfry.run("resume", "--after-restore").exit()).isZero();
    TestDatabase again = restored.copy();
    try (again) {
      clock.tick(Duration.ofDays(1));
      node(restored(), marks).pass();
      network.accepted().clear();

      node(new QueueFixture(again.dataSource()), marks).pass();

      assertThat(sent()).isEmpty();
      TestWorkplace there = new TestWorkplace(again.dataSource(), clock.instant());
      assertThat(there.run("resume", "--after-restore").out()).contains("post 3  x:me  not live");
    }
  }

  @Test
  void what_was_being_sent_when_the_backup_was_made_is_left_to_a_person() {
    network.then(ScriptedPublishers.posted(4, 1)).thenMeanwhile(this::backUp);
    sendAllThatIsDue();
    QueueFixture copy = restored();
    copy.execute("UPDATE leases SET held_until = clock_timestamp() - interval '1 s'");
    ScriptedNode node = node(copy, marks);
    node.pass();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());

    assertThat(belfry.run("resume", "--after-restore").out())
        .contains("  post 1  x:me  belfry resolve 1 --posted URL, or --not-posted, settles it");

    node.pass();
    assertThat(sent()).isEmpty();
    assertThat(state(1)).isEqualTo(DeliveryState.UNCONFIRMED);
    assertThat(belfry.run("resolve", "1", "--posted", "https://x.com/me/status/1").exit()).isZero();
  }

  @Test
  void only_resume_after_restore_lets_such_a_database_go_on() {
    backUp();
    sendAllThatIsDue();
    QueueFixture copy = restored();
    TestWorkplace belfry = new TestWorkplace(restored.dataSource(), clock.instant());
    assertThat(belfry.run("hold", "--all", "--reason", "we restore").exit()).isZero();
    assertThat(belfry.run("resume", "--all").exit()).isZero();
    node(copy, marks).pass();

    Ran all = belfry.run("resume", "--all");
    assertThat(all.exit()).isEqualTo(4);
    assertThat(all.err()).contains("belfry resume --after-restore lets it go on");

    assertThat(belfry.run("resume", "--after-restore", "--all").exit()).isEqualTo(2);
    assertThat(belfry.run("resume", "--after-restore").exit()).isZero();
    Ran again = belfry.run("resume", "--after-restore");
    assertThat(again.exit()).isEqualTo(4);
    assertThat(again.err()).contains("nothing to resume after");
  }

  @Test
  void a_failover_that_forgets_what_was_sent_stops_a_lane_that_is_under_way() {
    clock.tick(Duration.ofSeconds(60));
    network
        .then(ScriptedPublishers.posted(4, 1))
        .then(ScriptedPublishers.posted(1, 1))
        .thenMeanwhile(
            () -> queue.execute("DELETE FROM attempts WHERE delivery_id = 1 AND part = 1"));

    node(queue, marks).pass();

    assertThat(sent()).containsExactly("two<1.1");
    assertThat(queue.told("held")).containsExactly("null null");
  }

  @Test
  void what_a_dead_node_left_open_is_still_looked_into_after_a_restore_was_noticed() {
    backUp();
    sendAllThatIsDue();
    QueueFixture copy = restored();
    copy.execute("UPDATE leases SET node_id = 99");

    node(copy, marks).pass();

    assertThat(copy.told("held")).containsExactly("null null");
    assertThat(accountsLeftBehind(copy)).containsExactly("x:me");
  }

  @Test
  void the_mark_is_on_the_disk_before_the_call() {
    List<Integer> marked = new ArrayList<>();
    network
        .then(ScriptedPublishers.posted(4, 1))
        .thenMeanwhile(() -> marked.add(marks.recent(origin()).size()))
        .thenMeanwhile(() -> marked.add(marks.recent(origin()).size()));

    node(queue, marks).pass();

    assertThat(marked).containsExactly(1, 2);
  }

  @Test
  void a_nodes_marks_are_kept_in_its_home(@TempDir Path home) {
    Map<String, String> environment =
        Map.of(
            "BELFRY_HOME", home.toString(),
            "BELFRY_DB_URL", database.address().url(),
            "BELFRY_DB_USER", database.address().user(),
            "BELFRY_DB_PASSWORD", database.address().password());
    try (OpenWorkplace workplace =
            new OpenWorkplace(environment, Screen.files().console(), Networks::new);
        NodeEquipment equipment = workplace.equipNode("n")) {
      assertThat(equipment.marks().recent(origin())).isEmpty();
      assertThat(home.resolve("marks")).as("before anything is sent").doesNotExist();
      equipment.marks().aboutToSend(origin(), new SentMark(1, 1, 1, 1, "ab".repeat(32), NOON));
    }

    assertThat(home.resolve("marks").resolve(origin().toString()).resolve("1.marks")).exists();
  }

  @Test
  void an_attempt_that_failed_before_it_left_is_known_and_stops_nothing() {
    network.then(new Outcome.NotSent("no route to host"));
    node(queue, marks).pass();
    clock.tick(Duration.ofMinutes(2));

    node(queue, marks).pass();

    assertThat(network.accepted()).contains("second");
  }

  /** As it is when a backup is made. */
  private void leavesQueue(long delivery, DeliveryState state) {
    queue.execute("DELETE FROM waiting WHERE delivery_id = %d".formatted(delivery));
    if (state != DeliveryState.DRAFT) {
      queue.execute(
          "UPDATE deliveries SET ended = '%s', ended_at = now() WHERE id = %d"
              .formatted(state.word(), delivery));
    }
  }

  private static Account account(QueueFixture on) {
    return on.database().lend(connection -> Accounts.get(connection, AccountName.parse("x:me")));
  }

  private static List<String> accountsLeftBehind(QueueFixture on) {
    return on.database()
        .lend(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      SELECT a.name FROM leases l JOIN accounts a ON a.id = l.account_id
                      WHERE l.node_id IS NOT NULL
                      """)) {
                return Rows.list(statement, row -> row.getString("name"));
              }
            });
  }

  /**
   * What is due is sent after the backup, and its node finds that the restored database lacks it.
   */
  private ScriptedNode noticesThatAllWasSent() {
    sendAllThatIsDue();
    ScriptedNode node = node(restored(), marks);
    node.pass();
    return node;
  }

  private void sendAllThatIsDue() {
    ScriptedNode node = node(queue, marks);
    node.pass();
    clock.tick(Duration.ofSeconds(60));
    node.pass();
    assertThat(network.accepted()).contains("one", "second");
    network.accepted().clear();
  }

  private void backUp() {
    restored = database.copy();
    isBackedUp = true;
  }

  private QueueFixture restored() {
    return new QueueFixture(restored.dataSource());
  }

  private ScriptedNode node(QueueFixture on, SentMarks remembers) {
    return new ScriptedNode(on, network, clock, remembers);
  }

  private UUID origin() {
    return queue.database().lend(connection -> Restores.origin(connection).id());
  }

  /** What went out to the live account. */
  private List<String> sent() {
    return network.accepted().stream().filter(body -> !body.equals("rehearsal")).toList();
  }

  private DeliveryState state(long post) {
    return restored().read(new PostId(post)).deliveries().get(0).state();
  }
}
