package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;

import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.Lease;
import dev.belfry.queue.SentPart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * What Belfry posted and takes back: a row that is committed before the network is asked, and is
 * settled after it. Everything here may be repeated.
 */
public final class Retractions {

  /**
   * A post on a network.
   *
   * @param part the position of the part that it is, from 1
   * @param url where a person can look at it
   */
  public record PostedPart(
      long delivery, AccountName account, int part, SentPart sent, String url) {}

  private Retractions() {}

  /** What of the post is live, account by account, the last part of each first. */
  public static List<PostedPart> live(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT l.*, a.name
            FROM live_parts l
            JOIN deliveries d ON d.id = l.delivery_id
            JOIN accounts a ON a.id = d.account_id
            -- Each attempt there ever was would be read for a join; this reaches into the view.
            WHERE l.delivery_id = ANY (ARRAY(SELECT id FROM deliveries WHERE post_id = ?))
            ORDER BY a.name, l.part DESC, l.remote_id
            """)) {
      statement.setLong(1, post.number());
      return list(
          statement,
          row ->
              new PostedPart(
                  row.getLong("delivery_id"),
                  AccountName.parse(row.getString("name")),
                  row.getInt("part"),
                  new SentPart(row.getString("remote_id"), row.getString("remote_cid")),
                  row.getString("url")));
    }
  }

  /**
   * Writes down what the network is about to be asked, and into the history. What an earlier try
   * left open is closed: nobody knows what came of it, and this one finds out. Asked for again
   * under the same lease, it changes nothing.
   *
   * @return false where it is gone already, or the lease is over: the network must not be asked
   */
  public static boolean open(Connection connection, PostedPart part, Lease lease, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH wanted AS (
              SELECT l.delivery_id, l.part, l.remote_id, l.url
              FROM live_parts l
              WHERE l.delivery_id = ? AND l.part = ? AND l.remote_id = ?
                AND EXISTS (SELECT 1 FROM leases h
                            WHERE h.account_id = ? AND h.token = ?
                              AND h.held_until > clock_timestamp())),
            left_open AS (
              UPDATE retractions r SET settled_at = clock_timestamp(), outcome = 'unknown'
              FROM wanted w
              WHERE r.delivery_id = w.delivery_id AND r.part = w.part
                AND r.remote_id = w.remote_id AND r.outcome IS NULL AND r.claim < ?),
            known AS (
              SELECT 1 FROM wanted w JOIN retractions r USING (delivery_id, part, remote_id)
              WHERE r.outcome IS NULL AND r.claim = ?),
            opened AS (
              INSERT INTO retractions (delivery_id, part, remote_id, number, claim, actor)
              SELECT w.delivery_id, w.part, w.remote_id,
                     1 + (SELECT count(*) FROM retractions r
                          WHERE r.delivery_id = w.delivery_id AND r.part = w.part
                            AND r.remote_id = w.remote_id),
                     ?, ?
              FROM wanted w
              WHERE NOT EXISTS (SELECT 1 FROM known)
              RETURNING delivery_id, part, remote_id, number),
            told AS (
              INSERT INTO history (event, post_id, account, part, attempt, remote_id, url, actor)
              SELECT 'retracting', d.post_id, ?, o.part, o.number, o.remote_id, w.url, ?
              FROM opened o
              JOIN wanted w USING (delivery_id)
              JOIN deliveries d ON d.id = o.delivery_id)
            SELECT 1 FROM wanted
            """)) {
      bind(statement, 1, part);
      statement.setInt(4, lease.account());
      statement.setLong(5, lease.token());
      statement.setLong(6, lease.token());
      statement.setLong(7, lease.token());
      statement.setLong(8, lease.token());
      statement.setString(9, actor);
      statement.setString(10, part.account().toString());
      statement.setString(11, actor);
      return first(statement, row -> true).isPresent();
    }
  }

  /**
   * Writes down what the network said, and into the history. Where nothing of the delivery is live
   * any more, and nothing of it is in the queue, it is retracted.
   *
   * @param lease under which it was opened; it may be over by now
   */
  public static void settle(
      Connection connection, PostedPart part, Lease lease, Retraction came, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH closed AS (
              UPDATE retractions SET settled_at = clock_timestamp(), outcome = ?, detail = ?
              WHERE delivery_id = ? AND part = ? AND remote_id = ? AND claim = ?
                AND outcome IS NULL
              RETURNING delivery_id, part, remote_id, number, outcome, detail)
            INSERT INTO history (event, post_id, account, part, attempt, remote_id, url, detail,
                                 actor)
            SELECT CASE c.outcome WHEN 'gone' THEN 'retracted' ELSE 'kept' END, d.post_id, ?,
                   c.part, c.number, c.remote_id, ?, c.detail, ?
            FROM closed c JOIN deliveries d ON d.id = c.delivery_id
            """)) {
      statement.setString(1, came.word());
      statement.setString(2, came.words());
      bind(statement, 3, part);
      statement.setLong(6, lease.token());
      statement.setString(7, part.account().toString());
      statement.setString(8, part.url());
      statement.setString(9, actor);
      statement.executeUpdate();
    }
    end(connection, part.delivery());
  }

  private static void end(Connection connection, long delivery) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE deliveries d SET ended = 'retracted', ended_at = clock_timestamp()
            WHERE d.id = ? AND d.ended IN ('published', 'cancelled')
              AND NOT EXISTS (SELECT 1 FROM live_parts l WHERE l.delivery_id = d.id)
            """)) {
      statement.setLong(1, delivery);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, int parameter, PostedPart part)
      throws SQLException {
    statement.setLong(parameter, part.delivery());
    statement.setInt(parameter + 1, part.part());
    statement.setString(parameter + 2, part.sent().remoteId());
  }
}
