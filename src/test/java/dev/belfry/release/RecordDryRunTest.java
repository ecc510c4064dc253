package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.audit.HistoryEvent;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.Claim;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class RecordDryRunTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOON);
  private final ScriptedPublishers network = new ScriptedPublishers();
  private final List<String> unmade = new ArrayList<>();
  private final QueueFixture queue;
  private final Account live;

  RecordDryRunTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.live = queue.account("x:live");
  }

  @Test
  void it_records_what_is_due_and_leaves_no_trace_in_the_real_work() {
    PostId thread = queue.post("one", "two");
    long delivery = queue.schedule(thread, live, NOON);
    queue.schedule(queue.post("later"), live, NOON.plusSeconds(60));
    List<HistoryEvent> before = queue.history();

    RecordDryRun run = dryRun();
    run.pass(() -> false, next -> {});

    assertThat(recorded()).containsExactly("1:1 one", "1:2 two<" + delivery + ".1");
    assertThat(run.nextDue()).contains(NOON.plusSeconds(60));
    assertThat(queue.history()).isEqualTo(before);
    assertThat(count("attempts")).isZero();
    assertThat(count("leases WHERE token > 0")).isZero();
    assertThat(queue.read(thread).deliveries().get(0).state()).isEqualTo(DeliveryState.SCHEDULED);
  }

  @Test
  void each_run_records_each_delivery_once() {
    queue.schedule(queue.post("hello"), live, NOON);
    RecordDryRun first = dryRun();
    first.pass(() -> false, next -> {});
    first.pass(() -> false, next -> {});
    clock.tick(Duration.ofSeconds(1));
    first.pass(() -> false, next -> {});

    dryRun().pass(() -> false, next -> {});

    assertThat(recorded()).containsExactly("1:1 hello", "2:1 hello");
    assertThat(first.nextDue()).isEmpty();
  }

  @Test
  void a_live_node_beside_it_releases_all_the_same() {
    Account rehearsed = queue.account("dry-run:x:rehearsed");
    PostId post = queue.post("hello");
    queue.schedule(post, rehearsed, NOON);
    RecordDryRun run = dryRun();
    run.pass(() -> false, next -> {});

    new ReleaseDue(
            tools(),
            queue.node("n1", ReleaseSettings.DEFAULT_LEASE, Set.of()),
            new LeasesInHand(),
            new Lanes(Runnable::run, /* live= */ 1, /* batches= */ 1))
        .pass(() -> false, next -> {});

    assertThat(recorded()).containsExactly("1:1 hello");
    assertThat(queue.read(post).deliveries().get(0).state()).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(queue.told("published")).hasSize(1);
  }

  @Test
  void an_account_that_is_held_is_rehearsed_and_a_post_that_is_held_is_not() {
    Account account = queue.account("x:rehearsed");
    queue.schedule(queue.post("hello"), account, NOON);
    long held = queue.schedule(queue.post("not yet"), account, NOON);
    queue.execute("INSERT INTO holds (reason, actor) VALUES ('nobody is logged in', 'n1')");
    queue.execute(
        "UPDATE waiting SET state = 'held', reason = 'not yet' WHERE delivery_id = " + held);

    dryRun().pass(() -> false, next -> {});

    assertThat(recorded()).containsExactly("1:1 hello");
  }

  /** Regression: the run broke off, and with the next one it did so again. */
  @Test
  void what_no_request_can_be_made_of_is_told_once_and_the_rest_is_recorded() {
    queue.schedule(queue.post("a [defect]"), live, NOON);
    PostId thread = queue.post("one", "two [defect]", "three");
    queue.schedule(thread, live, NOON);
    queue.schedule(queue.post("hello"), live, NOON);

    RecordDryRun run = dryRun();
    run.pass(() -> false, next -> {});

    assertThat(recorded()).containsExactly("1:1 one", "1:1 hello");
    assertThat(unmade)
        .containsExactly(
            "1/1 it would be held: Belfry itself failed to make its request:"
                + " java.lang.IllegalStateException: no request for a [defect]",
            "2/2 it would be held: Belfry itself failed to make its request:"
                + " java.lang.IllegalStateException: no request for two [defect]");
    run.pass(() -> false, next -> {});
    assertThat(unmade).hasSize(2);
    assertThat(run.isDue()).isFalse();
    assertThat(queue.read(thread).deliveries().get(0).state()).isEqualTo(DeliveryState.SCHEDULED);
  }

  /** Regression: the run took it up for ever. */
  @Test
  void what_is_live_already_is_passed_over() {
    long delivery = queue.schedule(queue.post("hello"), live, NOON);
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome, remote_id)
        VALUES (%d, 1, 1, 1, 'n', 'b', sha256('b'), now(), 'posted', '7')
        """
            .formatted(delivery));

    RecordDryRun run = dryRun();
    AtomicInteger rounds = new AtomicInteger();
    run.pass(() -> rounds.incrementAndGet() > 3, next -> {});

    assertThat(rounds).hasValueLessThan(3);
    assertThat(recorded()).isEmpty();
    assertThat(run.isDue()).isFalse();
  }

  private RecordDryRun dryRun() {
    return new RecordDryRun(tools(), "rehearsal");
  }

  private ReleaseTools tools() {
    return new ReleaseTools(
        queue.database(),
        network,
        new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(7)),
        clock,
        new ReleaseWatcher() {
          @Override
          public void settled(Attempt attempt, Settlement settlement) {}

          @Override
          public void unmade(Claim claim, int position, String why) {
            unmade.add("%s/%d %s".formatted(claim.post(), position, why));
          }
        });
  }

  private List<String> recorded() {
    return queue.texts(
        """
        SELECT dry_run_id || ':' || part || ' ' || body FROM dry_run_parts
        ORDER BY dry_run_id, delivery_id, part
        """);
  }

  private int count(String what) {
    return queue
        .database()
        .lend(
            connection -> {
              try (var statement =
                  connection.prepareStatement("SELECT count(*) AS n FROM " + what)) {
                return Rows.first(statement, row -> row.getInt("n")).orElseThrow();
              }
            });
  }
}
