package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.Holds;
import dev.belfry.queue.SentInLostTime;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a database from the past go on. What may be live already is stopped first, post by post, for
 * a person to look at: it is held in the queue, or kept out of it.
 */
public final class ResumeAfterRestore {

  /**
   * What was done.
   *
   * @param sentUntil what was due by then may be live
   * @param toCheck what may be, and where a person has to look for it
   * @param unknown how many deliveries were sent that the database does not have at all
   */
  public record Resumed(Instant sentUntil, List<ToCheck> toCheck, int unknown) {
    public Resumed {
      toCheck = List.copyOf(toCheck);
    }
  }

  /**
   * A delivery that may be live already.
   *
   * @param state where it stands now: in doubt, {@code resolve} settles it; held, {@code resume}
   *     sends it; out of the queue, {@code resume} lets it be queued again, where it is not over
   */
  public record ToCheck(PostId post, AccountName account, DeliveryState state) {}

  private record Lost(Instant sentUntil, int epoch, List<Long> deliveries) {}

  private ResumeAfterRestore() {}

  /**
   * Begins a new epoch, in which what nodes remember of the lost time is void, and lifts the hold
   * on everything.
   *
   * @throws NotPossible where no node has noticed that the database is from the past
   */
  public static Resumed resume(Connection connection, String actor) throws SQLException {
    Restores.lock(connection);
    Lost lost = close(connection, actor);
    beginEpochAfter(connection, lost.epoch());
    List<ToCheck> keptOut = keepOut(connection, lost, actor);
    List<ToCheck> toCheck = new ArrayList<>(hold(connection, lost, actor));
    toCheck.addAll(leaveToPerson(connection, lost, actor));
    toCheck.addAll(keptOut);
    boolean unused = Holds.resume(connection, /* account= */ null, actor);
    return new Resumed(lost.sentUntil(), toCheck, unknown(connection, lost));
  }

  private static Lost close(Connection connection, String actor) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH closed AS (
              UPDATE restores SET resumed_at = clock_timestamp(), actor = ?
              WHERE resumed_at IS NULL
              RETURNING sent_until, epoch, deliveries)
            SELECT max(sent_until) AS sent_until, max(epoch) AS epoch,
                   ARRAY(SELECT DISTINCT unnest(deliveries) FROM closed) AS deliveries
            FROM closed
            HAVING count(*) > 0
            """)) {
      statement.setString(1, actor);
      return first(
              statement,
              row ->
                  new Lost(
                      requireNonNull(instant(row, "sent_until")),
                      row.getInt("epoch"),
                      List.of((Long[]) row.getArray("deliveries").getArray())))
          .orElseThrow(
              () ->
                  new NotPossible(
                      "no node has found that this database is older than what was sent, so there"
                          + " is nothing to resume after"));
    }
  }

  private static void beginEpochAfter(Connection connection, int epoch) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE origin SET epoch = greatest(epoch, ?) + 1")) {
      statement.setInt(1, epoch);
      statement.executeUpdate();
    }
  }

  /**
   * What waits, or was just claimed when the backup was made; and what somebody had held then, if
   * it is known that it was let go on and sent. It is noted with the restore, too: a hold gives way
   * to whoever names another time.
   */
  private static List<ToCheck> hold(Connection connection, Lost lost, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH stopped AS (
              UPDATE waiting w SET
                state = 'held', claim = NULL, reason = ?
              FROM accounts a
              WHERE a.id = w.account_id AND NOT a.dry_run
                AND ((w.state IN ('scheduled', 'claimed') AND w.due_at <= ?)
                  OR (w.state IN ('scheduled', 'claimed', 'held') AND w.delivery_id = ANY (?)))
                AND NOT EXISTS (SELECT 1 FROM attempts t
                                WHERE t.delivery_id = w.delivery_id AND t.settled_at IS NULL)
              RETURNING w.delivery_id, a.name, w.due_at, w.reason),
            noted AS (
              UPDATE restores SET deliveries = deliveries || ARRAY(SELECT delivery_id FROM stopped)
              WHERE id = (SELECT max(id) FROM restores))
            INSERT INTO history (event, post_id, account, due_at, detail, actor)
            SELECT 'held', d.post_id, s.name, s.due_at, s.reason, ?
            FROM stopped s JOIN deliveries d ON d.id = s.delivery_id
            ORDER BY s.due_at, s.delivery_id
            RETURNING post_id, account, 'held' AS state
            """)) {
      statement.setString(1, SentInLostTime.WARNING);
      return stopped(statement, 2, lost, actor);
    }
  }

  /**
   * What was open or in doubt when the backup was made. No look may settle it: it would look for
   * the attempt that the database knows, and what is live may be a later one.
   */
  private static List<ToCheck> leaveToPerson(Connection connection, Lost lost, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH stopped AS (
              UPDATE waiting w SET
                state = 'unconfirmed', claim = NULL, look_at = NULL,
                reason = 'it was being sent when the backup was made; look whether it is live'
              FROM accounts a
              WHERE a.id = w.account_id AND NOT a.dry_run
                AND w.state IN ('claimed', 'unconfirmed')
                AND (w.due_at <= ? OR w.delivery_id = ANY (?))
              RETURNING w.delivery_id, a.name, w.reason),
            doubtful AS (
              UPDATE attempts t SET
                outcome = 'unconfirmed', settled_at = clock_timestamp(), detail = s.reason
              FROM stopped s
              WHERE t.delivery_id = s.delivery_id AND (t.outcome IS NULL OR t.outcome = 'unconfirmed')
              RETURNING t.delivery_id, t.part, t.number, t.sha256, t.detail)
            INSERT INTO history
              (event, post_id, account, part, attempt, payload_sha256, detail, actor)
            SELECT 'unconfirmed', d.post_id, s.name, o.part, o.number, o.sha256, o.detail, ?
            FROM stopped s
            JOIN doubtful o USING (delivery_id)
            JOIN deliveries d ON d.id = s.delivery_id
            ORDER BY s.delivery_id
            RETURNING post_id, account, 'unconfirmed' AS state
            """)) {
      return stopped(statement, 1, lost, actor);
    }
  }

  private static List<ToCheck> stopped(
      PreparedStatement statement, int parameter, Lost lost, String actor) throws SQLException {
    statement.setObject(parameter, timestamp(lost.sentUntil()));
    int next =
        Unnest.from(statement, parameter + 1, lost.deliveries()).column("bigint", id -> id).next();
    statement.setString(next, actor);
    return list(statement, ResumeAfterRestore::toCheck);
  }

  /**
   * What is out of the queue and was sent all the same: a draft that was queued since, or what had
   * failed and was tried again. That of it which could be queued once more stays noted; of the rest
   * the restore is forgotten, so that whatever is made anew under the same number is not taken for
   * it.
   */
  private static List<ToCheck> keepOut(Connection connection, Lost lost, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH out_of_queue AS (
              SELECT d.id, d.post_id, a.name, d.planned_at,
                     CASE WHEN p.removed_at IS NOT NULL THEN 'cancelled'
                          ELSE coalesce(d.ended, 'draft') END AS state
              FROM unnest(?::bigint[]) AS sent (id)
              JOIN deliveries d USING (id)
              JOIN posts p ON p.id = d.post_id
              JOIN accounts a ON a.id = d.account_id
              WHERE NOT a.dry_run
                AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.delivery_id = d.id)),
            noted AS (
              UPDATE restores r SET
                deliveries = ARRAY(SELECT o.id FROM out_of_queue o
                                   WHERE o.id = ANY (r.deliveries)
                                     AND o.state IN ('draft', 'failed', 'skipped'))
              WHERE r.deliveries <@ ?::bigint[]),
            told AS (
              INSERT INTO history (event, post_id, account, due_at, detail, actor)
              SELECT 'held', post_id, name, planned_at, ?, ?
              FROM out_of_queue
              WHERE state IN ('draft', 'failed', 'skipped')
              ORDER BY id)
            SELECT post_id, name AS account, state FROM out_of_queue ORDER BY id
            """)) {
      int next =
          Unnest.of(statement, lost.deliveries())
              .column("bigint", id -> id)
              .column("bigint", id -> id)
              .next();
      statement.setString(next, SentInLostTime.WARNING);
      statement.setString(next + 1, actor);
      return list(statement, ResumeAfterRestore::toCheck);
    }
  }

  private static int unknown(Connection connection, Lost lost) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT count(*) AS unknown FROM unnest(?::bigint[]) AS sent (id)
            WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.id = sent.id)
            """)) {
      Unnest.of(statement, lost.deliveries()).column("bigint", id -> id);
      return first(statement, row -> row.getInt("unknown")).orElseThrow();
    }
  }

  private static ToCheck toCheck(ResultSet row) throws SQLException {
    return new ToCheck(
        new PostId(row.getLong("post_id")),
        AccountName.parse(row.getString("account")),
        DeliveryState.of(row.getString("state")).orElseThrow());
  }
}
