package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.AccountName;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.Holds;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets a database from the past go on. What it has in the queue that may be live already is stopped
 * first, post by post, for a person to look at.
 */
public final class ResumeAfterRestore {

  /**
   * What was done.
   *
   * @param sentUntil what was due by then may be live
   * @param toCheck what was stopped, and where a person has to look for it
   */
  public record Resumed(Instant sentUntil, List<Stopped> toCheck) {
    public Resumed {
      toCheck = List.copyOf(toCheck);
    }
  }

  /**
   * A delivery that may be live already.
   *
   * @param inDoubt whether an attempt at it is open, so that {@code resolve} settles it; else
   *     {@code resume} sends it
   */
  public record Stopped(PostId post, AccountName account, boolean inDoubt) {}

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
    List<Stopped> toCheck =
        Stream.concat(
                hold(connection, lost, actor).stream(),
                leaveToPerson(connection, lost, actor).stream())
            .toList();
    boolean unused = Holds.resume(connection, /* account= */ null, actor);
    return new Resumed(lost.sentUntil(), toCheck);
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

  /** What waits, or was just claimed when the backup was made. */
  private static List<Stopped> hold(Connection connection, Lost lost, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH stopped AS (
              UPDATE waiting w SET
                state = 'held', claim = NULL,
                reason = 'it may be live already, from before the database was restored; look there'
              FROM accounts a
              WHERE a.id = w.account_id AND NOT a.dry_run
                AND w.state IN ('scheduled', 'claimed')
                AND (w.due_at <= ? OR w.delivery_id = ANY (?))
                AND NOT EXISTS (SELECT 1 FROM attempts t
                                WHERE t.delivery_id = w.delivery_id AND t.settled_at IS NULL)
              RETURNING w.delivery_id, a.name, w.due_at, w.reason)
            INSERT INTO history (event, post_id, account, due_at, detail, actor)
            SELECT 'held', d.post_id, s.name, s.due_at, s.reason, ?
            FROM stopped s JOIN deliveries d ON d.id = s.delivery_id
            ORDER BY s.due_at, s.delivery_id
            RETURNING post_id, account
            """)) {
      return stopped(statement, lost, actor, /* inDoubt= */ false);
    }
  }

  /**
   * What was open or in doubt when the backup was made. No look may settle it: it would look for
   * the attempt that the database knows, and what is live may be a later one.
   */
  private static List<Stopped> leaveToPerson(Connection connection, Lost lost, String actor)
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
            RETURNING post_id, account
            """)) {
      return stopped(statement, lost, actor, /* inDoubt= */ true);
    }
  }

  private static List<Stopped> stopped(
      PreparedStatement statement, Lost lost, String actor, boolean inDoubt) throws SQLException {
    statement.setObject(1, timestamp(lost.sentUntil()));
    int next = Unnest.from(statement, 2, lost.deliveries()).column("bigint", id -> id).next();
    statement.setString(next, actor);
    return list(
        statement,
        row ->
            new Stopped(
                new PostId(row.getLong("post_id")),
                AccountName.parse(row.getString("account")),
                inDoubt));
  }
}
