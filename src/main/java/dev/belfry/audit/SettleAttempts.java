package dev.belfry.audit;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.publish.Next;
import dev.belfry.publish.Settlement;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes outcomes down: the attempt, what becomes of the delivery, and the history, at once. */
public final class SettleAttempts {
  private record Row(Settlement settlement, OutcomeColumns outcome) {
    static Row of(Settlement settlement) {
      return new Row(settlement, OutcomeColumns.of(settlement.outcome()));
    }

    Next next() {
      return settlement.next();
    }
  }

  private SettleAttempts() {}

  /**
   * Settles the attempts. Each settlement closes its own still-open attempt and nothing else, also
   * when the lease has run out since: what is known to be live is never thrown away. Settling again
   * changes nothing. The history tells them in the order given: that in which they were sent.
   *
   * @return the deliveries whose attempts were settled by this call
   */
  public static Set<Long> settle(Connection connection, List<Settlement> settlements, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH s AS (
              SELECT * FROM unnest(
                ?::bigint[], ?::smallint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::smallint[], ?::text[])
                WITH ORDINALITY
                AS s (delivery_id, part, token, outcome, remote_id, remote_cid, url, words,
                      event, state, due_at, failures, reason, place)),
            closed AS (
              UPDATE attempts t SET
                settled_at = clock_timestamp(), outcome = s.outcome, remote_id = s.remote_id,
                remote_cid = s.remote_cid, url = s.url, detail = s.words
              FROM s
              WHERE t.delivery_id = s.delivery_id AND t.part = s.part AND t.claim = s.token
                AND (t.settled_at IS NULL
                  OR (t.outcome = 'unconfirmed' AND s.outcome = 'posted'))
              RETURNING s.*, t.number, t.sha256),
            waits AS (
              UPDATE waiting w SET
                state = c.state, claim = NULL, due_at = coalesce(c.due_at, w.due_at),
                failures = c.failures, reason = c.reason
              FROM closed c
              WHERE w.delivery_id = c.delivery_id AND w.claim = c.token
                AND c.state IN ('scheduled', 'unconfirmed')),
            cleared AS (
              UPDATE waiting w SET state = 'scheduled', reason = NULL
              FROM closed c
              WHERE w.delivery_id = c.delivery_id AND w.state = 'unconfirmed'
                AND c.state = 'claimed'),
            over AS (
              DELETE FROM waiting w USING closed c
              WHERE w.delivery_id = c.delivery_id AND c.state IN ('published', 'failed')),
            ended AS (
              UPDATE deliveries d SET ended = c.state, ended_at = clock_timestamp()
              FROM closed c
              WHERE d.id = c.delivery_id AND c.state IN ('published', 'failed')),
            deferred AS (
              UPDATE leases l SET not_before = greatest(l.not_before, c.due_at)
              FROM closed c JOIN deliveries d ON d.id = c.delivery_id
              WHERE c.outcome = 'deferred' AND l.account_id = d.account_id),
            told AS (
              INSERT INTO history (event, post_id, account, part, attempt, remote_id, url, text,
                                   media, payload_sha256, detail, actor)
              SELECT c.event, d.post_id, a.name, c.part, c.number, c.remote_id, c.url, p.text,
                     m.media, c.sha256, c.words, ?
              FROM closed c
              JOIN deliveries d ON d.id = c.delivery_id
              JOIN accounts a ON a.id = d.account_id
              LEFT JOIN parts p ON p.post_id = d.post_id AND p.position = c.part
              LEFT JOIN LATERAL (
                SELECT jsonb_agg(jsonb_build_object('sha256', encode(sha256, 'hex'), 'alt', alt)
                                 ORDER BY position) AS media
                FROM part_media WHERE post_id = d.post_id AND part = c.part) m ON true
              ORDER BY c.place)
            SELECT delivery_id FROM closed
            """)) {
      int next =
          Unnest.of(statement, settlements.stream().map(Row::of).toList())
              .column("bigint", row -> row.settlement().delivery())
              .column("smallint", row -> row.settlement().position())
              .column("bigint", row -> row.settlement().token())
              .column("text", row -> row.outcome().word())
              .column("text", row -> row.outcome().remoteId())
              .column("text", row -> row.outcome().cid())
              .column("text", row -> row.outcome().url())
              .column("text", row -> row.outcome().detail())
              .column("text", row -> row.settlement().event().word())
              .column("text", row -> row.next().state().word())
              .column("timestamptz", row -> timestamp(row.next().dueAt()))
              .column("smallint", row -> row.next().failures())
              .column("text", row -> row.next().reason())
              .next();
      statement.setString(next, actor);
      return new HashSet<>(list(statement, row -> row.getLong("delivery_id")));
    }
  }
}
