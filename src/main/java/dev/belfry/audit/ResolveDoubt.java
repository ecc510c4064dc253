package dev.belfry.audit;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.EventType;
import dev.belfry.post.PostId;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.DueNotices;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a person decides about parts that may or may not be live. */
public final class ResolveDoubt {
  private ResolveDoubt() {}

  /**
   * The post's attempts in doubt, one for each of its accounts at the most. Until the transaction
   * ends no node settles them; what one has settled in this very moment is not among them.
   */
  public static List<OpenAttempt> lock(Connection connection, PostId post) throws SQLException {
    lockWaiting(connection, post);
    lockAttempts(connection, post);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT o.*, absent.*
            FROM deliveries d JOIN open_attempts o ON o.delivery_id = d.id
            %s
            WHERE d.post_id = ? AND o.state = 'unconfirmed' AND o.outcome = 'unconfirmed'
            ORDER BY o.name
            """
                .formatted(FindOpenAttempts.ABSENT))) {
      statement.setLong(1, post.number());
      return list(statement, FindOpenAttempts::openAttempt);
    }
  }

  private static void lockWaiting(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.delivery_id
            FROM deliveries d JOIN waiting w ON w.delivery_id = d.id
            WHERE d.post_id = ? AND w.state = 'unconfirmed'
            ORDER BY w.delivery_id
            FOR UPDATE OF w
            """)) {
      statement.setLong(1, post.number());
      statement.execute();
    }
  }

  private static void lockAttempts(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT t.delivery_id
            FROM deliveries d JOIN attempts t ON t.delivery_id = d.id
            WHERE d.post_id = ? AND t.outcome = 'unconfirmed'
            ORDER BY t.delivery_id, t.part, t.number
            FOR UPDATE OF t
            """)) {
      statement.setLong(1, post.number());
      statement.execute();
    }
  }

  /**
   * Settles an attempt that {@link #lock} gave, and wakes the nodes for what follows. That the part
   * is live is told by two events: that a person has decided so, and that it is published.
   *
   * @param words what the person said, for the history
   */
  public static void settle(
      Connection connection, Settlement settlement, String words, Instant now, String actor)
      throws SQLException {
    if (settlement.event() != EventType.RESOLVED) {
      tell(connection, settlement, words, actor);
    }
    lookNow(connection, settlement.delivery(), now);
    Set<Long> unused = SettleAttempts.settle(connection, List.of(settlement), now, actor);
    DueNotices.send(connection, now);
  }

  /** A person need not wait until a look is due: theirs counts as the last one, too. */
  private static void lookNow(Connection connection, long delivery, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE waiting SET look_at = ? WHERE delivery_id = ? AND look_at > ?")) {
      statement.setObject(1, timestamp(now));
      statement.setLong(2, delivery);
      statement.setObject(3, timestamp(now));
      statement.executeUpdate();
    }
  }

  private static void tell(Connection connection, Settlement settlement, String words, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO history (event, post_id, account, part, attempt, detail, actor)
            SELECT 'resolved', d.post_id, a.name, ?, ?, ?, ?
            FROM deliveries d JOIN accounts a ON a.id = d.account_id
            WHERE d.id = ?
            """)) {
      statement.setInt(1, settlement.position());
      statement.setInt(2, settlement.number());
      statement.setString(3, words);
      statement.setString(4, actor);
      statement.setLong(5, settlement.delivery());
      statement.executeUpdate();
    }
  }
}
