package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Claims what is due on leased accounts. */
public final class ClaimDue {
  private ClaimDue() {}

  /**
   * Claims each account's earliest due deliveries, unless its network asked to be left alone for
   * now. A delivery whose row a person is just changing is left for the next pass.
   *
   * @param run how many of one account at the most
   * @param most how many at the most
   * @return in due order, account by account
   */
  public static List<Claim> claim(
      Connection connection, List<Lease> leases, Instant now, int run, int most)
      throws SQLException {
    List<Long> claimed = mark(connection, leases, now, run, most);
    return claimed.isEmpty() ? List.of() : read(connection, claimed);
  }

  private static List<Long> mark(
      Connection connection, List<Lease> leases, Instant now, int run, int most)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH held AS (
              SELECT account_id, token
              FROM leases JOIN unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
                USING (account_id, token)
              WHERE held_until > clock_timestamp() AND not_before <= ?
                AND NOT EXISTS (SELECT 1 FROM holds h
                                WHERE h.account_id = leases.account_id OR h.account_id IS NULL)
              FOR SHARE OF leases),
            due AS (
              SELECT run.delivery_id, held.token
              FROM held CROSS JOIN LATERAL (
                SELECT delivery_id FROM waiting
                WHERE account_id = held.account_id AND state = 'scheduled' AND due_at <= ?
                ORDER BY due_at, delivery_id
                LIMIT ?
                FOR UPDATE SKIP LOCKED) AS run
              LIMIT ?)
            UPDATE waiting w SET state = 'claimed', claim = due.token
            FROM due WHERE w.delivery_id = due.delivery_id
            RETURNING w.delivery_id
            """)) {
      int next = Leases.bind(statement, 1, leases);
      statement.setObject(next, timestamp(now));
      statement.setObject(next + 1, timestamp(now));
      statement.setInt(next + 2, run);
      statement.setInt(next + 3, most);
      return list(statement, row -> row.getLong("delivery_id"));
    }
  }

  private static List<Claim> read(Connection connection, List<Long> deliveries)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.delivery_id, d.post_id, a.name, w.claim, w.failures, r.bodies,
                   s.ids AS sent_ids, s.cids AS sent_cids,
                   (SELECT coalesce(max(number), 0) FROM attempts t
                    WHERE t.delivery_id = w.delivery_id
                      AND t.part = 1 + coalesce(cardinality(s.ids), 0)) AS tries
            FROM waiting w
            JOIN deliveries d ON d.id = w.delivery_id
            JOIN accounts a ON a.id = w.account_id
            CROSS JOIN LATERAL (
              SELECT array_agg(body ORDER BY position) AS bodies
              FROM rendered_parts WHERE delivery_id = w.delivery_id) AS r
            CROSS JOIN LATERAL (
              SELECT array_agg(remote_id ORDER BY part) AS ids,
                     array_agg(remote_cid ORDER BY part) AS cids
              FROM attempts WHERE delivery_id = w.delivery_id AND outcome = 'posted') AS s
            WHERE w.delivery_id = ANY (?)
            ORDER BY w.account_id, w.due_at, w.delivery_id
            """)) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      return list(statement, ClaimDue::claim);
    }
  }

  /**
   * The claim that a row tells of.
   *
   * @param row with {@code delivery_id}, {@code post_id}, {@code name}, {@code claim}, {@code
   *     failures}, {@code tries}, and the arrays {@code bodies}, {@code sent_ids} and {@code
   *     sent_cids}
   */
  public static Claim claim(ResultSet row) throws SQLException {
    return new Claim(
        row.getLong("delivery_id"),
        new PostId(row.getLong("post_id")),
        AccountName.parse(row.getString("name")),
        row.getLong("claim"),
        row.getInt("failures"),
        row.getInt("tries"),
        List.of((String[]) row.getArray("bodies").getArray()),
        sent(row));
  }

  private static List<SentPart> sent(ResultSet row) throws SQLException {
    List<SentPart> sent = new ArrayList<>();
    if (row.getArray("sent_ids") != null) {
      String[] ids = (String[]) row.getArray("sent_ids").getArray();
      @Nullable String[] cids = (@Nullable String[]) row.getArray("sent_cids").getArray();
      for (int i = 0; i < ids.length; i++) {
        sent.add(new SentPart(ids[i], cids[i]));
      }
    }
    return sent;
  }
}
