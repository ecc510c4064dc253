package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.PostId;
import dev.belfry.schedule.Occurrence;
import dev.belfry.schedule.OccurrencesOf;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The posts that were made of rules by which posts repeat. */
public final class Occurrences {

  /**
   * A time of a rule.
   *
   * @param post the one that was made for it; null where none is made yet
   */
  public record Planned(Occurrence occurrence, @Nullable PostId post) {}

  private Occurrences() {}

  /**
   * The next times of a rule. Where a post is made already, it is for its own time to say when;
   * where it waits no more, it is left out.
   *
   * @param most how many, at the most
   */
  public static List<Planned> next(
      Connection connection, StoredRecurrence recurrence, Instant now, int most)
      throws SQLException {
    List<Planned> next = new ArrayList<>(made(connection, recurrence.id(), now, most));
    OccurrencesOf coming = recurrence.coming();
    while (next.size() < most && coming.hasNext()) {
      Occurrence occurrence = coming.next();
      if (occurrence.instant().isAfter(now)) {
        next.add(new Planned(occurrence, null));
      }
    }
    return next;
  }

  private static List<Planned> made(Connection connection, long recurrence, Instant now, int most)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT o.nominal, min(d.planned_at) AS at, o.post_id
            FROM occurrences o
            JOIN deliveries d ON d.post_id = o.post_id
            JOIN waiting w ON w.delivery_id = d.id
            WHERE o.recurrence_id = ? AND d.planned_at > ?
            GROUP BY o.nominal, o.post_id
            ORDER BY at LIMIT ?
            """)) {
      statement.setLong(1, recurrence);
      statement.setObject(2, timestamp(now));
      statement.setInt(3, most);
      return list(statement, Occurrences::planned);
    }
  }

  private static Planned planned(ResultSet row) throws SQLException {
    return new Planned(
        new Occurrence(
            row.getObject("nominal", LocalDateTime.class), requireNonNull(instant(row, "at"))),
        new PostId(row.getLong("post_id")));
  }

  /** How many posts there are of a rule for times after the instant. */
  static int countAhead(Connection connection, long recurrence, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) AS ahead FROM occurrences WHERE recurrence_id = ? AND at > ?")) {
      statement.setLong(1, recurrence);
      statement.setObject(2, timestamp(now));
      return first(statement, row -> row.getInt("ahead")).orElseThrow();
    }
  }

  /**
   * One of the times of a rule after the instant for which there is a post.
   *
   * @param nth which, from the last one back; 0 is the last
   */
  static Optional<Instant> ahead(Connection connection, long recurrence, Instant now, int nth)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT at FROM occurrences WHERE recurrence_id = ? AND at > ?
            ORDER BY at DESC OFFSET ? LIMIT 1
            """)) {
      statement.setLong(1, recurrence);
      statement.setObject(2, timestamp(now));
      statement.setInt(3, nth);
      return first(statement, row -> requireNonNull(instant(row, "at")));
    }
  }

  /**
   * The posts of a rule for times after the instant that still wait somewhere, by number. From here
   * on nobody else changes them.
   */
  static List<PostId> lockWaiting(Connection connection, long recurrence, Instant after)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT p.id FROM posts p
            WHERE p.removed_at IS NULL
              AND p.id IN (SELECT o.post_id
                           FROM occurrences o
                           JOIN deliveries d ON d.post_id = o.post_id
                           JOIN waiting w ON w.delivery_id = d.id
                           WHERE o.recurrence_id = ? AND o.at > ?)
            ORDER BY p.id
            FOR UPDATE OF p
            """)) {
      statement.setLong(1, recurrence);
      statement.setObject(2, timestamp(after));
      return list(statement, row -> new PostId(row.getLong("id")));
    }
  }

  /**
   * Notes the posts that were made.
   *
   * @param made each with its post; none of their times was noted before
   */
  static void insert(Connection connection, long recurrence, List<Planned> made)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO occurrences (recurrence_id, nominal, at, post_id)
            SELECT ?, * FROM unnest(?::timestamp[], ?::timestamptz[], ?::bigint[])
            """)) {
      statement.setLong(1, recurrence);
      Unnest.from(statement, 2, made)
          .column("timestamp", each -> each.occurrence().nominal())
          .column("timestamptz", each -> timestamp(each.occurrence().instant()))
          .column("bigint", each -> requireNonNull(each.post()).number());
      statement.executeUpdate();
    }
  }
}
