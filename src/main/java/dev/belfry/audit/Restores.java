package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Comparator.comparing;

import dev.belfry.publish.SentMark;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Databases from the past: they do not know all that was sent. */
public final class Restores {

  /**
   * What the database is.
   *
   * @param id the same in every backup of it
   * @param epoch how often a person has let it go on after a restore; marks that are older than
   *     that say nothing any more
   */
  public record Origin(UUID id, int epoch) {}

  private Restores() {}

  /** What the database is. */
  public static Origin origin(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id, epoch FROM origin")) {
      return first(
              statement, row -> new Origin(row.getObject("id", UUID.class), row.getInt("epoch")))
          .orElseThrow();
    }
  }

  /** Those of the marks whose attempts the database does not have. */
  public static List<SentMark> forgotten(Connection connection, List<SentMark> marks)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT m.place
            FROM unnest(?::bigint[], ?::smallint[], ?::smallint[], ?::bytea[]) WITH ORDINALITY
              AS m (delivery_id, part, number, sha256, place)
            WHERE NOT EXISTS (
              SELECT 1 FROM attempts t
              WHERE t.delivery_id = m.delivery_id AND t.part = m.part AND t.number = m.number
                AND t.sha256 = m.sha256)
            ORDER BY m.place
            """)) {
      Unnest.of(statement, marks)
          .column("bigint", SentMark::delivery)
          .column("smallint", SentMark::part)
          .column("smallint", SentMark::number)
          .bytes(mark -> HexFormat.of().parseHex(mark.sha256()));
      return list(statement, row -> marks.get(row.getInt("place") - 1));
    }
  }

  /**
   * Holds everything, and notes what is known of the lost time. A hold of a person's that is there
   * already gives way: to lift it must not be enough.
   *
   * @param recent what the node has sent, not empty
   * @param forgotten what of it the database does not have
   */
  public static void holdEverything(
      Connection connection, List<SentMark> recent, List<SentMark> forgotten, String node)
      throws SQLException {
    lock(connection);
    Instant sentUntil = recent.stream().max(comparing(SentMark::at)).orElseThrow().at();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH hold AS (
              INSERT INTO holds (account_id, reason, actor) VALUES (NULL, ?, ?)
              ON CONFLICT (account_id) DO UPDATE SET
                reason = excluded.reason, actor = excluded.actor, since = excluded.since
              WHERE holds.reason <> excluded.reason
              RETURNING reason, actor),
            noted AS (
              INSERT INTO restores (node, epoch, sent_until, deliveries)
              SELECT n.* FROM (VALUES (?, ?, ?::timestamptz, ?::bigint[]))
                AS n (node, epoch, sent_until, deliveries)
              WHERE NOT EXISTS (SELECT 1 FROM restores r
                                WHERE r.resumed_at IS NULL AND r.node = n.node
                                  AND r.sent_until = n.sent_until))
            INSERT INTO history (event, detail, actor) SELECT 'held', reason, actor FROM hold
            """)) {
      statement.setString(1, reason(node, sentUntil));
      statement.setString(2, node);
      statement.setString(3, node);
      statement.setInt(4, recent.stream().mapToInt(SentMark::epoch).max().orElseThrow());
      statement.setObject(5, timestamp(sentUntil));
      Unnest.from(statement, 6, forgotten.stream().map(SentMark::delivery).distinct().toList())
          .column("bigint", delivery -> delivery);
      statement.executeUpdate();
    }
  }

  /** Whether a person has let the database go on after a restore since that instant. */
  public static boolean wasResumedSince(Connection connection, Instant since) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM restores WHERE resumed_at > ? LIMIT 1")) {
      statement.setObject(1, timestamp(since));
      return first(statement, row -> true).isPresent();
    }
  }

  /** A hold that is noted while another is being lifted must not slip through with it. */
  static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("LOCK TABLE restores IN EXCLUSIVE MODE")) {
      statement.execute();
    }
  }

  private static String reason(String node, Instant sentUntil) {
    return "the database is older than what node %s has sent, the last at %s: it was restored from a"
            .formatted(node, sentUntil.truncatedTo(ChronoUnit.SECONDS))
        + " backup, or a failover lost commits; nothing goes out before a person has looked at it";
  }

  /** Whether a database from the past was noticed, and nobody has let it go on yet. */
  public static boolean isOpen(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM restores WHERE resumed_at IS NULL LIMIT 1")) {
      return first(statement, row -> true).isPresent();
    }
  }

  /**
   * The same, as it stays until the transaction is over: nobody notices one meanwhile, whose hold
   * would be lifted with another.
   */
  public static boolean isOpenAndStaysSo(Connection connection) throws SQLException {
    lock(connection);
    return isOpen(connection);
  }
}
