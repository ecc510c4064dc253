package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what an account gets, or got, that says the same. */
public final class SameTexts {
  /**
   * What is looked for.
   *
   * @param digest of the account and the text
   * @param at when it is to go out
   */
  public record Wanted(long digest, Instant at) {}

  /**
   * What says the same.
   *
   * @param wanted the place among those that were looked for, from 0
   * @param at when it goes out, or did
   * @param published whether it is live
   * @param evergreen whether an evergreen set is to show it, and it has not begun
   */
  public record Same(int wanted, PostId post, Instant at, boolean published, boolean evergreen) {}

  private record Row(int place, Wanted wanted) {}

  private SameTexts() {}

  /**
   * Waits for whoever is just queueing one of the texts, until it is known whether they did; from
   * here on others wait for the end of this transaction. A few texts at a time: each is a lock.
   */
  public static void lock(Connection connection, List<Wanted> texts) throws SQLException {
    if (texts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT pg_advisory_xact_lock(digest)
            FROM (SELECT DISTINCT digest FROM unnest(?::bigint[]) AS t (digest) ORDER BY 1) AS each
            """)) {
      Unnest.of(statement, texts).column("bigint", Wanted::digest);
      statement.execute();
    }
  }

  /**
   * The same for one text, without waiting.
   *
   * @return false where somebody is just queueing it
   */
  static boolean tryLock(Connection connection, long digest) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?) AS locked")) {
      statement.setLong(1, digest);
      return first(statement, row -> row.getBoolean("locked")).orElseThrow();
    }
  }

  /**
   * What waits or was published within so many days before or after. What failed, was skipped,
   * cancelled or taken back does not count. What an evergreen set is to show counts within the days
   * that the set's texts rest, and not where it is held.
   *
   * @param own a post that is not compared with itself; null: a new one
   */
  public static List<Same> find(
      Connection connection, List<Wanted> texts, @Nullable PostId own, int days)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    texts.forEach(text -> rows.add(new Row(rows.size(), text)));
    // Nearly always there is none, and to plan the other statement takes as long as all the rest.
    Set<Long> rendered = rendered(connection, texts);
    rows.removeIf(row -> !rendered.contains(row.wanted().digest()));
    if (rows.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.place, d.post_id, coalesce(d.ended_at, d.planned_at) AS at,
                   d.ended IS NOT NULL AS published, e.id IS NOT NULL AS evergreen
            FROM unnest(?::int[], ?::bigint[], ?::timestamptz[]) AS w (place, digest, at)
            JOIN rendered_parts r ON r.digest = w.digest
            JOIN deliveries d ON d.id = r.delivery_id
            LEFT JOIN waiting q ON q.delivery_id = d.id AND q.state IN ('scheduled', 'held')
            LEFT JOIN evergreen_showings s ON s.post_id = d.post_id AND q.delivery_id IS NOT NULL
            LEFT JOIN evergreen_sets e ON e.id = s.set_id
            WHERE d.planned_at IS NOT NULL AND (d.ended IS NULL OR d.ended = 'published')
              AND abs(extract(epoch FROM coalesce(d.ended_at, d.planned_at) - w.at))
                < coalesce(e.rest_days, ?) * 86400
              AND d.post_id IS DISTINCT FROM ?::bigint
              AND (e.id IS NULL OR q.state = 'scheduled')
            ORDER BY w.place, abs(extract(epoch FROM coalesce(d.ended_at, d.planned_at) - w.at))
            """)) {
      int next =
          Unnest.of(statement, rows)
              .column("int", Row::place)
              .column("bigint", row -> row.wanted().digest())
              .column("timestamptz", row -> timestamp(row.wanted().at()))
              .next();
      statement.setInt(next, days);
      statement.setObject(next + 1, own == null ? null : own.number());
      return list(
          statement,
          row ->
              new Same(
                  row.getInt("place"),
                  new PostId(row.getLong("post_id")),
                  requireNonNull(instant(row, "at")),
                  row.getBoolean("published"),
                  row.getBoolean("evergreen")));
    }
  }

  /** Those of the digests that are any delivery's, whatever became of it. */
  private static Set<Long> rendered(Connection connection, List<Wanted> texts) throws SQLException {
    if (texts.isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT digest FROM rendered_parts WHERE digest = ANY (?)")) {
      Unnest.of(statement, texts).column("bigint", Wanted::digest);
      return Set.copyOf(list(statement, row -> row.getLong("digest")));
    }
  }
}
