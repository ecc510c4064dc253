package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.post.PostId;
import dev.belfry.post.SameText;
import dev.belfry.schedule.Rests.Said;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What accounts have said, and will. */
final class SaidTexts {
  /** So much later than it was planned a post may have gone out, and is found all the same. */
  private static final Duration LATENESS = Duration.ofDays(62);

  private SaidTexts() {}

  /**
   * Everything that waits for an account, whoever queued it, and everything that went out there
   * lately; also what was taken back since, for people have seen it.
   *
   * @param days how many days back
   */
  static List<Said> of(Connection connection, Account account, int days, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH here AS (
              SELECT id FROM deliveries WHERE account_id = ? AND planned_at > ?
              UNION
              SELECT delivery_id FROM waiting WHERE account_id = ?)
            SELECT d.post_id, worded(p.text, p.wording, a.name) AS text,
                   (SELECT string_agg(m.hex, ' ' ORDER BY m.position)
                    FROM (SELECT encode(sha256, 'hex') AS hex, position FROM part_media
                          WHERE post_id = p.post_id AND part = p.position) AS m) AS media,
                   greatest(d.planned_at, d.ended_at) AS at,
                   w.delivery_id IS NOT NULL AND d.planned_at <= ? AS open
            FROM here
            JOIN deliveries d USING (id)
            JOIN accounts a ON a.id = d.account_id
            JOIN parts p ON p.post_id = d.post_id
            LEFT JOIN waiting w ON w.delivery_id = d.id
            WHERE w.delivery_id IS NOT NULL OR d.ended = 'published'
              OR EXISTS (SELECT 1 FROM attempts t
                         WHERE t.delivery_id = d.id AND t.part = p.position
                           AND t.outcome IN ('posted', 'repeated'))
            """)) {
      statement.setInt(1, account.id());
      statement.setObject(2, timestamp(now.minus(Duration.ofDays(days)).minus(LATENESS)));
      statement.setInt(3, account.id());
      statement.setObject(4, timestamp(now));
      return list(
          statement,
          row ->
              new Said(
                  new PostId(row.getLong("post_id")),
                  says(row),
                  requireNonNull(instant(row, "at")),
                  row.getBoolean("open")));
    }
  }

  /**
   * What a part says, from the columns {@code text} and {@code media}, which is null where it has
   * none.
   */
  static String says(ResultSet row) throws SQLException {
    return SameText.of(
        row.getString("text"), Objects.requireNonNullElse(row.getString("media"), ""));
  }
}
