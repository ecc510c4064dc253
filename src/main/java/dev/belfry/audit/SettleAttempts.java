package dev.belfry.audit;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.EventType;
import dev.belfry.publish.Next;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.LockDeliveries;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes outcomes down: the attempt, what becomes of the delivery, and the history, at once. */
public final class SettleAttempts {
  private record Row(Settlement settlement, OutcomeColumns outcome) {
    static Row of(Settlement settlement) {
      return new Row(settlement, OutcomeColumns.of(settlement.outcome()));
    }

    Next next() {
      return settlement.next();
    }

    @Nullable String event() {
      @Nullable EventType event = settlement.event();
      return event == null ? null : event.word();
    }
  }

  private SettleAttempts() {}

  /**
   * Settles the attempts. Each settlement closes its own attempt and nothing else, also when the
   * lease has run out since: what is known to be live is never thrown away. It must be open still,
   * or in doubt; only that it is live is also believed of one that was settled otherwise. Settling
   * again changes nothing. The history tells them in the order given: that in which they were sent.
   *
   * <p>The delivery moves on only where it is still claimed for the attempt, or in doubt about
   * nothing but it; one that went back into the queue leaves it when all of it is live. The account
   * pauses as the settlement says, and after a delivery's end in success for as long as its spacing
   * says; failures of the network in a row are counted.
   *
   * <p>Of a part that is live already by another attempt, this one settles nothing more: live too,
   * it is {@code repeated}; not live, for whatever reason, the delivery neither ends nor waits for
   * it, and the next claim goes on behind the part. What the answer says of the account and the way
   * to the network counts all the same. Only a doubt stays one, for looks and people: it may be
   * live twice, and somebody may want to take the second copy away.
   *
   * @param now the instant that spacing counts from, and by which the last look is due
   * @return the deliveries whose attempts were settled by this call, without those {@code repeated}
   */
  public static Set<Long> settle(
      Connection connection, List<Settlement> settlements, Instant now, String actor)
      throws SQLException {
    LockDeliveries.toSettle(
        connection, settlements.stream().map(Settlement::delivery).distinct().toList());
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH s AS (
              SELECT s.*, EXISTS (SELECT 1 FROM attempts o
                                  WHERE o.delivery_id = s.delivery_id AND o.part = s.part
                                    AND o.outcome = 'posted') AS is_live
              FROM unnest(
                ?::bigint[], ?::smallint[], ?::smallint[], ?::bigint[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                ?::timestamptz[], ?::smallint[], ?::text[], ?::timestamptz[], ?::smallint[],
                ?::smallint[])
                WITH ORDINALITY
                AS s (delivery_id, part, number, token, outcome, remote_id, remote_cid, url, words,
                      event, state, due_at, pause, failures, reason, look_at, looks, absences,
                      place)),
            closed AS (
              UPDATE attempts t SET
                settled_at = clock_timestamp(), remote_id = s.remote_id,
                remote_cid = s.remote_cid, url = s.url, detail = s.words,
                outcome = CASE WHEN s.outcome = 'posted' AND s.is_live THEN 'repeated'
                               ELSE s.outcome END
              FROM s
              WHERE t.delivery_id = s.delivery_id AND t.part = s.part AND t.number = s.number
                AND t.claim = s.token
                AND (t.outcome IS NULL OR t.outcome = 'unconfirmed'
                  OR (s.outcome = 'posted' AND t.outcome NOT IN ('posted', 'repeated')))
              RETURNING s.*, t.sha256, t.outcome AS written,
                s.state = 'failed' AND NOT s.is_live AND EXISTS (
                  SELECT 1 FROM attempts o
                  WHERE o.delivery_id = s.delivery_id AND o.part = s.part AND o.outcome = 'absent')
                  AS reopens,
                s.outcome = 'absent' AND NOT s.is_live AND EXISTS (
                  SELECT 1 FROM attempts o
                  WHERE o.delivery_id = s.delivery_id AND o.part = s.part
                    AND o.number > s.number AND o.outcome IN ('refused', 'not_sent'))
                  -- What a frozen node saw before the doubt rose again is not the last look.
                  AND NOT EXISTS (SELECT 1 FROM waiting w
                                  WHERE w.delivery_id = s.delivery_id AND w.look_at > ?)
                  AS gives_up),
            -- What a look did not find may still arrive after a later try was refused: it is looked
            -- for once more before the delivery has failed. One look for the first of several finds
            -- whichever arrived.
            reopened AS (
              UPDATE attempts o SET outcome = 'unconfirmed'
              FROM closed c
              WHERE c.reopens AND o.delivery_id = c.delivery_id AND o.part = c.part
                AND o.number = (SELECT min(a.number) FROM attempts a
                                WHERE a.delivery_id = c.delivery_id AND a.part = c.part
                                  AND a.outcome = 'absent')),
            judged AS (
              SELECT c.delivery_id, c.part, c.number, c.token, c.outcome, c.written, c.remote_id,
                     c.url, c.due_at, c.pause, c.failures, c.looks, c.absences, c.sha256, c.place,
                     c.is_live, c.outcome = 'not_sent' AND c.event <> 'resolved' AS unreached,
                     CASE WHEN c.reopens THEN 'unconfirmed'
                          WHEN c.gives_up THEN 'failed'
                          -- What follows goes under the copy that was recorded first.
                          WHEN c.is_live AND c.state IN ('claimed', 'failed') THEN 'scheduled'
                          ELSE c.state END AS state,
                     CASE WHEN c.is_live AND c.outcome <> 'unconfirmed' THEN 'resolved'
                          WHEN c.reopens THEN 'unconfirmed'
                          WHEN c.gives_up THEN 'failed'
                          ELSE c.event END AS event,
                     CASE WHEN c.reopens THEN c.words || '; an earlier request may still arrive'
                          WHEN c.is_live AND c.outcome = 'unconfirmed'
                            THEN 'it is live by another attempt, and may be so twice: ' || c.reason
                          WHEN NOT c.is_live THEN c.reason END AS reason,
                     CASE WHEN c.written = 'repeated' THEN 'it was live already by another attempt'
                          WHEN c.is_live AND c.outcome = 'unconfirmed'
                            THEN 'it is live by another attempt, and may be so twice: ' || c.words
                          WHEN c.is_live
                            THEN c.words || '; it is live by another attempt, and is not sent again'
                          -- A look's own words may promise that it is sent again.
                          WHEN c.gives_up THEN 'it is not live, and when it was sent again: ' || (
                            SELECT o.detail FROM attempts o
                            WHERE o.delivery_id = c.delivery_id AND o.part = c.part
                              AND o.number > c.number AND o.outcome IN ('refused', 'not_sent')
                            ORDER BY o.number DESC LIMIT 1)
                          ELSE c.words END AS words,
                     CASE WHEN c.reopens THEN ?::timestamptz + interval '10 min'
                          ELSE c.look_at END AS look_at
              FROM closed c),
            moves AS (
              SELECT j.*
              FROM judged j JOIN waiting w ON w.delivery_id = j.delivery_id
              WHERE w.claim = j.token
                 OR (w.state = 'scheduled' AND j.state = 'published')
                 OR (w.state = 'unconfirmed' AND NOT EXISTS (
                       SELECT 1 FROM attempts o
                       WHERE o.delivery_id = j.delivery_id AND o.outcome = 'unconfirmed'
                         AND (o.part, o.number) <> (j.part, j.number)))),
            waits AS (
              UPDATE waiting w SET
                state = CASE WHEN m.state = 'scheduled' AND w.hold_reason IS NOT NULL
                             THEN 'held' ELSE m.state END,
                reason = CASE WHEN m.state = 'scheduled'
                              THEN coalesce(w.hold_reason, m.reason) ELSE m.reason END,
                hold_reason = CASE WHEN m.state = 'unconfirmed' THEN w.hold_reason END,
                claim = NULL,
                due_at = CASE WHEN m.is_live THEN w.due_at ELSE coalesce(m.due_at, w.due_at) END,
                failures = CASE WHEN m.is_live THEN w.failures ELSE m.failures END,
                look_at = m.look_at, looks = m.looks, absences = m.absences
              FROM moves m
              WHERE w.delivery_id = m.delivery_id AND m.state IN ('scheduled', 'unconfirmed')),
            cleared AS (
              UPDATE waiting w SET
                state = CASE WHEN w.hold_reason IS NULL THEN 'scheduled' ELSE 'held' END,
                reason = w.hold_reason, hold_reason = NULL,
                look_at = NULL, looks = 0, absences = 0
              FROM moves m
              WHERE w.delivery_id = m.delivery_id AND w.state = 'unconfirmed'
                AND m.state = 'claimed'),
            over AS (
              DELETE FROM waiting w USING moves m
              WHERE w.delivery_id = m.delivery_id AND m.state IN ('published', 'failed')
              RETURNING m.delivery_id, m.state),
            ended AS (
              UPDATE deliveries d SET ended = over.state, ended_at = clock_timestamp()
              FROM over WHERE d.id = over.delivery_id),
            live_after_all AS (
              UPDATE deliveries d SET ended = 'published', ended_at = clock_timestamp()
              FROM judged j
              WHERE d.id = j.delivery_id AND d.ended = 'failed' AND j.state = 'published'),
            scene AS (
              SELECT c.*, d.post_id, d.account_id, a.name, a.spacing
              FROM judged c
              JOIN deliveries d ON d.id = c.delivery_id
              JOIN accounts a ON a.id = d.account_id),
            paced AS (
              UPDATE leases l SET
                not_before = greatest(l.not_before, p.until),
                failures = CASE WHEN p.answered THEN 0 ELSE l.failures + p.failed END
              FROM (
                SELECT account_id,
                       max(CASE WHEN outcome = 'posted' AND state = 'published'
                                  AND spacing > interval '0'
                                THEN ?::timestamptz + spacing ELSE pause END) AS until,
                       bool_or(outcome IN ('posted', 'deferred', 'refused')) AS answered,
                       count(*) FILTER (WHERE unreached OR (outcome = 'unconfirmed' AND looks = 0))
                         AS failed
                FROM scene GROUP BY account_id) AS p
              WHERE l.account_id = p.account_id
                AND (p.until > l.not_before OR p.failed > 0 OR (p.answered AND l.failures > 0))),
            told AS (
              INSERT INTO history (event, post_id, account, part, attempt, remote_id, url, text,
                                   media, payload_sha256, detail, actor)
              SELECT c.event, c.post_id, c.name, c.part, c.number, c.remote_id, c.url,
                     worded(p.text, p.wording, c.name), m.media, c.sha256, c.words, ?
              FROM scene c
              LEFT JOIN parts p ON p.post_id = c.post_id AND p.position = c.part
              LEFT JOIN LATERAL (
                SELECT jsonb_agg(jsonb_build_object('sha256', encode(sha256, 'hex'), 'alt', alt)
                                 ORDER BY position) AS media
                FROM part_media WHERE post_id = c.post_id AND part = c.part) m ON true
              WHERE c.event IS NOT NULL
              ORDER BY c.place)
            SELECT delivery_id FROM closed WHERE written <> 'repeated'
            """)) {
      int next = bind(statement, settlements);
      for (int parameter = next; parameter < next + 3; parameter++) {
        statement.setObject(parameter, timestamp(now));
      }
      statement.setString(next + 3, actor);
      Set<Long> settled = new HashSet<>(list(statement, row -> row.getLong("delivery_id")));
      recordFurther(connection, settlements, settled, actor);
      return settled;
    }
  }

  private static void recordFurther(
      Connection connection, List<Settlement> settlements, Set<Long> settled, String actor)
      throws SQLException {
    FurtherParts further = new FurtherParts();
    for (Settlement each : settlements) {
      further.add(each.delivery(), each.position(), each.number(), each.further());
    }
    further.record(connection, settled, actor);
  }

  private static int bind(PreparedStatement statement, List<Settlement> settlements)
      throws SQLException {
    return Unnest.of(statement, settlements.stream().map(Row::of).toList())
        .column("bigint", row -> row.settlement().delivery())
        .column("smallint", row -> row.settlement().position())
        .column("smallint", row -> row.settlement().number())
        .column("bigint", row -> row.settlement().token())
        .column("text", row -> row.outcome().word())
        .column("text", row -> row.outcome().remoteId())
        .column("text", row -> row.outcome().cid())
        .column("text", row -> row.outcome().url())
        .column("text", row -> row.outcome().detail())
        .column("text", Row::event)
        .column("text", row -> row.next().state().word())
        .column("timestamptz", row -> timestamp(row.next().dueAt()))
        .column("timestamptz", row -> timestamp(row.next().pause()))
        .column("smallint", row -> row.next().failures())
        .column("text", row -> row.next().reason())
        .column("timestamptz", row -> timestamp(row.next().looking().at()))
        .column("smallint", row -> row.next().looking().looks())
        .column("smallint", row -> row.next().looking().absences())
        .next();
  }
}
