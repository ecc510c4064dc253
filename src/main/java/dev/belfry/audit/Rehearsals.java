package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.audit.RehearsedEvent.RehearsedPart;
import dev.belfry.audit.RehearsedEvent.Repeating;
import dev.belfry.post.AccountName;
import dev.belfry.post.EventType;
import dev.belfry.post.PostId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What rehearsals saw happen, and what happened. */
public final class Rehearsals {
  /**
   * A rehearsal that was kept.
   *
   * @param number by which it is called
   */
  public record Rehearsed(long number, Instant since, Instant until, Instant playedAt) {}

  private Rehearsals() {}

  /** What happened on the stage, in order. */
  public static List<RehearsedEvent> onStage(Connection stage, Stage.Marks marks)
      throws SQLException {
    try (PreparedStatement statement =
        stage.prepareStatement(
            """
            SELECT h.at, h.event, CASE WHEN h.post_id <= ? THEN h.post_id END AS post_id,
                   coalesce(r.post_id, s.text_of) AS repeats,
                   coalesce(o.nominal, s.nominal) AS nominal, h.account, coalesce(a.zone, d.zone) AS zone,
                   d.planned_at, h.part, h.text, h.media, coalesce(t.body, '') AS body,
                   (SELECT count(*) FROM rendered_parts p WHERE p.delivery_id = d.id) AS parts,
                   h.detail
            FROM history h
            JOIN accounts a ON a.name = h.account
            JOIN deliveries d ON d.post_id = h.post_id AND d.account_id = a.id
            LEFT JOIN occurrences o ON o.post_id = h.post_id
            LEFT JOIN recurrences r ON r.id = o.recurrence_id
            LEFT JOIN evergreen_showings s ON s.post_id = h.post_id
            LEFT JOIN attempts t
              ON t.delivery_id = d.id AND t.part = h.part AND t.number = h.attempt
            WHERE h.seq > ? AND h.event IN ('published', 'held', 'skipped')
            ORDER BY h.seq
            """)) {
      statement.setLong(1, marks.posts());
      statement.setLong(2, marks.history());
      return list(statement, Rehearsals::event);
    }
  }

  /**
   * A rehearsal that was kept; empty where there is none.
   *
   * @param number null: the last one
   */
  public static Optional<Rehearsed> find(Connection connection, @Nullable Long number)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT id, since, until, started_at FROM dry_runs
            WHERE since IS NOT NULL AND id = coalesce(?::bigint, id)
            ORDER BY id DESC LIMIT 1
            """)) {
      statement.setObject(1, number);
      return first(
          statement,
          row ->
              new Rehearsed(
                  row.getLong("id"),
                  requireNonNull(instant(row, "since")),
                  requireNonNull(instant(row, "until")),
                  requireNonNull(instant(row, "started_at"))));
    }
  }

  /**
   * What a rehearsal saw, in order. Where a post was made since for a time of one that repeats, it
   * is named.
   */
  public static List<RehearsedEvent> events(Connection connection, Rehearsed rehearsed)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT e.at, e.event, coalesce(e.post_id, (
                     SELECT o.post_id
                     FROM recurrences r JOIN occurrences o ON o.recurrence_id = r.id
                     WHERE r.post_id = e.repeats AND o.nominal = e.nominal
                     ORDER BY r.id DESC LIMIT 1), (
                     SELECT s.post_id
                     FROM evergreen_showings s JOIN accounts a ON a.id = s.account_id
                     WHERE s.text_of = e.repeats AND s.nominal = e.nominal AND a.name = e.account
                     LIMIT 1)) AS post_id,
                   e.repeats, e.nominal, e.account, e.zone, e.planned_at, e.part, e.parts, e.text,
                   e.media, e.body, e.detail
            FROM rehearsed e WHERE e.dry_run_id = ? ORDER BY e.place
            """)) {
      statement.setLong(1, rehearsed.number());
      return list(statement, Rehearsals::event);
    }
  }

  /** The parts that were really published from an instant on, before another, in order. */
  public static List<RehearsedEvent> published(Connection connection, Instant since, Instant below)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT h.at, h.event, h.post_id, coalesce(r.post_id, s.text_of) AS repeats,
                   coalesce(o.nominal, s.nominal) AS nominal, h.account,
                   coalesce(a.zone, d.zone) AS zone, coalesce(d.planned_at, h.at) AS planned_at,
                   h.part, coalesce(h.text, '') AS text, h.media, '' AS body,
                   (SELECT count(*) FROM rendered_parts p WHERE p.delivery_id = d.id) AS parts,
                   h.detail
            FROM history h
            JOIN accounts a ON a.name = h.account
            JOIN deliveries d ON d.post_id = h.post_id AND d.account_id = a.id
            LEFT JOIN occurrences o ON o.post_id = h.post_id
            LEFT JOIN recurrences r ON r.id = o.recurrence_id
            LEFT JOIN evergreen_showings s ON s.post_id = h.post_id
            WHERE h.event = 'published' AND h.at >= ? AND h.at < ?
            ORDER BY h.seq
            """)) {
      statement.setObject(1, timestamp(since));
      statement.setObject(2, timestamp(below));
      return list(statement, Rehearsals::event);
    }
  }

  private static RehearsedEvent event(ResultSet row) throws SQLException {
    @Nullable Long post = row.getObject("post_id", Long.class);
    @Nullable Long repeats = row.getObject("repeats", Long.class);
    @Nullable String zone = row.getString("zone");
    return new RehearsedEvent(
        requireNonNull(instant(row, "at")),
        EventType.valueOf(row.getString("event").toUpperCase(Locale.ROOT)),
        post == null ? null : new PostId(post),
        repeats == null
            ? null
            : new Repeating(
                new PostId(repeats), requireNonNull(row.getObject("nominal", LocalDateTime.class))),
        AccountName.parse(row.getString("account")),
        zone == null ? null : ZoneId.of(zone),
        requireNonNull(instant(row, "planned_at")),
        sent(row),
        row.getInt("parts"),
        row.getString("detail"));
  }

  private static @Nullable RehearsedPart sent(ResultSet row) throws SQLException {
    return row.getString("event").equals("published")
        ? new RehearsedPart(
            row.getInt("part"),
            row.getString("text"),
            row.getString("media"),
            row.getString("body"))
        : null;
  }
}
