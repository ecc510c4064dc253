package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tries at a part that were sought on the network and not found: each may have arrived since.
 * Once that has become unlikely the post may be edited, so that they need not all have said the
 * same.
 *
 * @param since when the first of them was made
 * @param told when it was last said of one of them that it is not there
 * @param bodies what they sent, each once, the newest last; at least one
 */
public record AbsentTries(Instant since, Instant told, List<String> bodies) {
  public AbsentTries {
    bodies = List.copyOf(bodies);
  }

  /** What the last of them sent. */
  public String newest() {
    return bodies.get(bodies.size() - 1);
  }

  /**
   * The join, in SQL, that gives a row the columns that {@link #of} reads, of {@code absent}.
   *
   * @param which of the attempts {@code t}, in SQL, are meant
   */
  public static String join(String which) {
    return """
        LEFT JOIN LATERAL (
          SELECT min(first) AS absent_since, max(told) AS absent_told,
                 array_agg(body ORDER BY last) AS absent_bodies
          FROM (SELECT body, min(opened_at) AS first, max(settled_at) AS told, max(number) AS last
                FROM attempts t
                WHERE %s AND t.outcome = 'absent'
                GROUP BY body) AS bodies) AS absent ON true
        """
        .formatted(which);
  }

  /**
   * What the columns {@code absent_since}, {@code absent_told} and {@code absent_bodies} of a row
   * say; empty where there are none.
   */
  public static Optional<AbsentTries> of(ResultSet row) throws SQLException {
    @Nullable Instant since = instant(row, "absent_since");
    @Nullable Instant told = instant(row, "absent_told");
    return since == null || told == null
        ? Optional.empty()
        : Optional.of(
            new AbsentTries(
                since, told, List.of((String[]) row.getArray("absent_bodies").getArray())));
  }
}
