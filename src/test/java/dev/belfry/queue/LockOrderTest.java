package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.sql.SqlWork;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who changes what waits does it in one order, and sees what was done by whoever was first. */
@ExtendWith(PostgresExtension.class)
final class LockOrderTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final DataSource source;
  private final QueueFixture queue;
  private final long first;
  private final long second;

  LockOrderTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    Account account = queue.account("dry-run:x:one");
    this.first = queue.schedule(queue.post("one"), account, NOON);
    this.second = queue.schedule(queue.post("two", "and more"), account, NOON);
  }

  @Test
  void who_holds_waits_for_the_first_before_taking_the_second() throws Exception {
    takesTheSecondAfterTheFirst(
        c -> HoldDeliveries.hold(c, List.of(first, second), "wait", QueueFixture.ACTOR));
  }

  @Test
  void who_lets_go_on_waits_for_the_first_before_taking_the_second() throws Exception {
    queue.execute("UPDATE waiting SET state = 'held', reason = 'wait'");
    takesTheSecondAfterTheFirst(
        c -> HoldDeliveries.resume(c, List.of(first, second), NOON, QueueFixture.ACTOR));
  }

  @Test
  void who_takes_out_of_the_queue_waits_for_the_first_before_taking_the_second() throws Exception {
    takesTheSecondAfterTheFirst(
        c -> Unschedule.unschedule(c, List.of(first, second), QueueFixture.ACTOR));
  }

  private void takesTheSecondAfterTheFirst(SqlWork<? extends List<?>> work) throws Exception {
    // Its newest version lies behind the other row, where a scan of the table comes to it last.
    queue.execute("UPDATE waiting SET failures = 1 WHERE delivery_id = " + first);
    try (Rival rival = new Rival(source)) {
      rival.runs("SELECT 1 FROM waiting WHERE delivery_id = %d FOR UPDATE".formatted(first));
      CompletableFuture<? extends List<?>> ours =
          rival.blocks(() -> queue.database().inTransaction(c -> scanning(c, work)));

      rival.runs(
          "SELECT 1 FROM waiting WHERE delivery_id = %d FOR UPDATE NOWAIT".formatted(second));
      rival.commits();

      assertThat(ours.get()).hasSize(2);
    }
  }

  /** As the planner has it where the queue is short, or so long that all of it is meant. */
  private static List<?> scanning(Connection connection, SqlWork<? extends List<?>> work)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL enable_indexscan = off");
      statement.execute("SET LOCAL enable_bitmapscan = off");
    }
    return work.with(connection);
  }

  /** Its first part went out while another delivery of the post had to be waited for. */
  @Test
  void a_thread_that_was_begun_meanwhile_is_not_taken_out_of_the_queue() throws Exception {
    try (Rival rival = new Rival(source)) {
      rival.runs("SELECT 1 FROM waiting WHERE delivery_id = %d FOR UPDATE".formatted(first));
      CompletableFuture<List<Long>> taken =
          rival.blocks(
              () ->
                  queue
                      .database()
                      .inTransaction(
                          c ->
                              Unschedule.unschedule(
                                  c, List.of(first, second), QueueFixture.ACTOR)));
      queue.execute(
          """
          INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                                outcome, remote_id)
          VALUES (%d, 1, 1, 1, 'n', 'b', sha256('b'), now(), 'posted', '7')
          """
              .formatted(second));
      queue.execute("UPDATE waiting SET attempted = true WHERE delivery_id = " + second);
      rival.commits();

      assertThat(taken.get()).containsExactly(first);
    }
  }
}
