package dev.belfry.audit;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.DeliveryState;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Outcome.Posted;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes down what went well, which is nearly everything: what {@link SettleAttempts} does for any
 * outcome, at half the price for this one.
 */
public final class SettlePosted {

  /** An attempt that put its part on the network. */
  public record Success(Attempt attempt, Posted posted, DeliveryState next) {
    boolean isOver() {
      return next == DeliveryState.PUBLISHED;
    }
  }

  private SettlePosted() {}

  /**
   * Settles the attempts where {@link #settle} can settle all of them; else none.
   *
   * @return the deliveries whose attempts were settled by this call; empty where none was
   */
  public static Set<Long> settleAll(
      Connection connection, List<Success> successes, Instant now, String actor)
      throws SQLException {
    if (successes.size() == 1) {
      // One that is not settled leaves nothing that would have to be taken back.
      return settle(connection, successes, now, actor);
    }
    Savepoint before = connection.setSavepoint();
    Set<Long> settled = settle(connection, successes, now, actor);
    if (settled.size() < successes.size()) {
      connection.rollback(before);
      return Set.of();
    }
    return settled;
  }

  /**
   * Settles attempts that are still open and whose parts are live by no other attempt, and no
   * others.
   *
   * @param now the instant that spacing counts from
   * @return the deliveries whose attempts were settled by this call
   */
  public static Set<Long> settle(
      Connection connection, List<Success> successes, Instant now, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH s AS (
              SELECT * FROM unnest(
                ?::bigint[], ?::smallint[], ?::smallint[], ?::bigint[], ?::boolean[], ?::bigint[],
                ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY
                AS s (delivery_id, part, number, token, is_over, post_id, account, remote_id,
                      remote_cid, url, place)),
            closed AS (
              UPDATE attempts t SET
                settled_at = clock_timestamp(), outcome = 'posted', remote_id = s.remote_id,
                remote_cid = s.remote_cid, url = s.url
              FROM s
              WHERE t.delivery_id = s.delivery_id AND t.part = s.part AND t.number = s.number
                AND t.claim = s.token AND t.outcome IS NULL
                -- A second try is made only after the first was settled.
                AND (s.number = 1
                  OR NOT EXISTS (SELECT 1 FROM attempts o
                                 WHERE o.delivery_id = s.delivery_id AND o.part = s.part
                                   AND o.outcome = 'posted'))
              RETURNING s.*, t.sha256),
            over AS (
              DELETE FROM waiting w USING closed c
              WHERE w.delivery_id = c.delivery_id AND c.is_over),
            ended AS (
              UPDATE deliveries d SET ended = 'published', ended_at = clock_timestamp()
              FROM closed c WHERE d.id = c.delivery_id AND c.is_over),
            paced AS (
              UPDATE leases l SET
                -- The parts of a thread are not kept apart: what follows must not wait.
                not_before = CASE WHEN c.is_over AND a.spacing > interval '0'
                                  THEN greatest(l.not_before, ?::timestamptz + a.spacing)
                                  ELSE l.not_before END,
                failures = 0
              FROM (SELECT account, bool_or(is_over) AS is_over FROM closed GROUP BY account) AS c
              JOIN accounts a ON a.name = c.account
              WHERE a.id = l.account_id
                AND ((c.is_over AND a.spacing > interval '0') OR l.failures > 0)),
            told AS (
              INSERT INTO history (event, post_id, account, part, attempt, remote_id, url, text,
                                   media, payload_sha256, actor)
              SELECT 'published', c.post_id, c.account, c.part, c.number, c.remote_id, c.url,
                     worded(p.text, p.wording, c.account),
                     (SELECT jsonb_agg(jsonb_build_object(
                               'sha256', encode(m.sha256, 'hex'), 'alt', m.alt) ORDER BY m.position)
                      FROM part_media m WHERE m.post_id = c.post_id AND m.part = c.part),
                     c.sha256, ?
              FROM closed c
              LEFT JOIN parts p ON p.post_id = c.post_id AND p.position = c.part
              ORDER BY c.place)
            SELECT delivery_id FROM closed
            """)) {
      int next = bind(statement, successes);
      statement.setObject(next, timestamp(now));
      statement.setString(next + 1, actor);
      Set<Long> settled = new HashSet<>(list(statement, row -> row.getLong("delivery_id")));
      recordFurther(connection, successes, settled, actor);
      return settled;
    }
  }

  private static void recordFurther(
      Connection connection, List<Success> successes, Set<Long> settled, String actor)
      throws SQLException {
    FurtherParts further = new FurtherParts();
    for (Success each : successes) {
      Attempt attempt = each.attempt();
      further.add(
          attempt.claim().delivery(),
          attempt.position(),
          attempt.number(),
          each.posted().further());
    }
    further.record(connection, settled, actor);
  }

  private static int bind(PreparedStatement statement, List<Success> successes)
      throws SQLException {
    return Unnest.of(statement, successes)
        .column("bigint", each -> each.attempt().claim().delivery())
        .column("smallint", each -> each.attempt().position())
        .column("smallint", each -> each.attempt().number())
        .column("bigint", each -> each.attempt().claim().token())
        .column("boolean", Success::isOver)
        .column("bigint", each -> each.attempt().claim().post().number())
        .column("text", each -> each.attempt().claim().account().toString())
        .column("text", each -> each.posted().remoteId())
        .column("text", each -> each.posted().cid())
        .column("text", each -> each.posted().url())
        .next();
  }
}
