package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.CheckName;
import dev.belfry.post.PostId;
import dev.belfry.post.Terms;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** On what terms a post may be queued, in its row of {@code posts}. */
final class TermsColumns {
  private TermsColumns() {}

  /** Reads {@code not_before} and {@code skip_checks}. */
  static Terms read(ResultSet row) throws SQLException {
    @Nullable Array skips = row.getArray("skip_checks");
    Terms terms = new Terms(instant(row, "not_before"), skips == null ? Set.of() : checks(skips));
    return terms.equals(Terms.NONE) ? Terms.NONE : terms;
  }

  private static Set<CheckName> checks(Array words) throws SQLException {
    Set<CheckName> checks = EnumSet.noneOf(CheckName.class);
    for (String word : (String[]) words.getArray()) {
      checks.add(CheckName.of(word).orElseThrow());
    }
    return checks;
  }

  /** The checks that are left out, with commas between them: Postgres knows no ragged arrays. */
  static @Nullable String skips(Terms terms) {
    return terms.skips().isEmpty()
        ? null
        : terms.skips().stream().map(CheckName::word).collect(Collectors.joining(","));
  }

  /**
   * Puts them in the place of what was said before. What waits for an earlier time has had its
   * embargo lifted: nobody comes here with one that would stop it and was not.
   */
  static void update(Connection connection, PostId post, Terms terms) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH said AS (
              UPDATE posts SET not_before = ?, skip_checks = string_to_array(?, ',') WHERE id = ?
              RETURNING id, not_before)
            UPDATE waiting w SET not_before = CASE WHEN w.due_at >= said.not_before
                                                   THEN said.not_before END
            FROM said JOIN deliveries d ON d.post_id = said.id
            WHERE w.delivery_id = d.id
              AND w.not_before IS DISTINCT FROM CASE WHEN w.due_at >= said.not_before
                                                     THEN said.not_before END
            """)) {
      statement.setObject(1, terms.notBefore() == null ? null : timestamp(terms.notBefore()));
      statement.setString(2, skips(terms));
      statement.setLong(3, post.number());
      statement.executeUpdate();
    }
  }
}
