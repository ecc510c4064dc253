package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;

import dev.belfry.post.EventType;
import dev.belfry.post.NotPossible;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Deliveries that are out of the queue in a restored database, and of which a node has sent parts
 * in the time that it lost. There is no row of the queue that could be held, so they are kept out
 * of it until a person has said that they are not live.
 */
public final class SentInLostTime {
  /** Why they are kept out, and why others that may be live are held. */
  public static final String WARNING =
      "it may be live already, from before the database was restored; look there";

  /** Of a delivery {@code d}, in SQL. Before everything goes on, what is queued is held by that. */
  static final String D_IS_ONE =
      """
      EXISTS (SELECT 1 FROM restores r
              WHERE r.resumed_at IS NOT NULL AND d.id = ANY (r.deliveries))\
      """;

  private SentInLostTime() {}

  /**
   * Lets those of the deliveries be queued again: a person says that they are not live.
   *
   * @return the ones that were kept out
   */
  public static List<Long> areNotLive(Connection connection, List<Long> deliveries, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH named AS (
              SELECT r.id, r.deliveries FROM restores r
              WHERE r.resumed_at IS NOT NULL AND r.deliveries && ?::bigint[]
              FOR UPDATE),
            taken_out AS (
              UPDATE restores r SET
                deliveries = ARRAY(SELECT unnest(named.deliveries) EXCEPT SELECT unnest(?::bigint[]))
              FROM named WHERE r.id = named.id)
            SELECT DISTINCT d.id
            FROM named CROSS JOIN unnest(named.deliveries) AS d (id)
            WHERE d.id = ANY (?)
            """)) {
      Unnest.of(statement, deliveries)
          .column("bigint", id -> id)
          .column("bigint", id -> id)
          .column("bigint", id -> id);
      List<Long> were = list(statement, row -> row.getLong("id"));
      RecordEvents.ofDeliveries(
          connection, EventType.RESUMED, were, "a person says that it is not live", actor);
      return were;
    }
  }

  /**
   * Refuses what is one of them.
   *
   * @throws NotPossible naming what a person has to do
   */
  static void refuse(Connection connection, NewDelivery delivery) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name FROM deliveries d JOIN accounts a ON a.id = d.account_id
            WHERE d.post_id = ? AND d.account_id = ? AND %s
            """
                .formatted(D_IS_ONE))) {
      statement.setLong(1, delivery.post().number());
      statement.setInt(2, delivery.account());
      Optional<String> account = first(statement, row -> row.getString("name"));
      if (account.isPresent()) {
        throw new NotPossible(
            ("post %s may be live on %s already, from before the database was restored; look there:"
                    + " belfry resume %s if it is not, then say this again; belfry delete %s if it is")
                .formatted(delivery.post(), account.get(), delivery.post(), delivery.post()));
      }
    }
  }
}
