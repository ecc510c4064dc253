package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.compose.moving.MovedEvergreen;
import dev.belfry.compose.moving.MovedRule.Requests;
import dev.belfry.compose.moving.MovedSet;
import dev.belfry.compose.moving.MovedSet.Reached;
import dev.belfry.compose.moving.MovedShowing;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Saves the evergreen sets of another Belfry, whose posts are here by now. */
public final class SaveSets {
  private record Part(
      String set, long post, String account, int position, String body, int rules) {}

  private SaveSets() {}

  /**
   * Makes a set.
   *
   * @return false where there is one of that name, or its schedule is not here
   */
  public static boolean set(Connection connection, MovedSet set) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH made AS (
              INSERT INTO evergreen_sets (name, schedule_id, rest_days, held, created_by)
              SELECT ?, id, ?, ?, ? FROM schedules WHERE name = ?
              ON CONFLICT (name) WHERE removed_at IS NULL DO NOTHING
              RETURNING id
            ), save_accounts AS (
              INSERT INTO evergreen_accounts (set_id, account_id, reached)
              SELECT made.id, a.id, g.reached
              FROM made, unnest(?::text[], ?::timestamptz[]) AS g (account, reached)
              JOIN accounts a ON a.name = g.account
            )
            SELECT id FROM made
            """)) {
      statement.setString(1, set.set());
      statement.setInt(2, set.restDays());
      statement.setString(3, set.held());
      statement.setString(4, set.by());
      statement.setString(5, set.schedule());
      Unnest.from(statement, 6, set.accounts())
          .column("text", Reached::account)
          .column("timestamptz", each -> timestamp(each.reached()));
      return first(statement, row -> row.getInt("id")).isPresent();
    }
  }

  /** Puts posts into sets, with what each account gets. */
  public static void texts(Connection connection, UUID belfry, List<MovedEvergreen> texts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO evergreen_texts (set_id, post_id, member, turn, elsewhere)
            SELECT e.id, m.post_id, g.member, g.turn, g.elsewhere
            FROM unnest(?::text[], ?::bigint[], ?::int[], ?::int[], ?::timestamptz[])
              AS g (set, number, member, turn, elsewhere)
            JOIN evergreen_sets e ON e.name = g.set AND e.removed_at IS NULL
            JOIN moved_posts m ON m.origin = ? AND m.number = g.number
            ON CONFLICT DO NOTHING
            """)) {
      int next =
          Unnest.of(statement, texts)
              .column("text", MovedEvergreen::set)
              .column("bigint", MovedEvergreen::post)
              .column("int", MovedEvergreen::member)
              .column("int", MovedEvergreen::turn)
              .column("timestamptz", each -> timestamp(each.elsewhere()))
              .next();
      statement.setObject(next, belfry);
      statement.executeUpdate();
    }
    parts(connection, belfry, texts.stream().flatMap(text -> parts(text).stream()).toList());
  }

  private static List<Part> parts(MovedEvergreen text) {
    List<Part> parts = new ArrayList<>();
    for (Requests each : text.accounts()) {
      for (int i = 0; i < each.requests().size(); i++) {
        parts.add(
            new Part(
                text.set(),
                text.post(),
                each.account(),
                i + 1,
                each.requests().get(i),
                each.rules()));
      }
    }
    return parts;
  }

  private static void parts(Connection connection, UUID belfry, List<Part> parts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO evergreen_parts (set_id, post_id, account_id, position, body, rules)
            SELECT t.set_id, t.post_id, x.account_id, g.position, g.body, g.rules
            FROM unnest(?::text[], ?::bigint[], ?::text[], ?::smallint[], ?::text[], ?::smallint[])
              AS g (set, number, account, position, body, rules)
            JOIN evergreen_sets e ON e.name = g.set AND e.removed_at IS NULL
            JOIN moved_posts m ON m.origin = ? AND m.number = g.number
            JOIN evergreen_texts t ON t.set_id = e.id AND t.post_id = m.post_id
            JOIN accounts a ON a.name = g.account
            JOIN evergreen_accounts x ON x.set_id = e.id AND x.account_id = a.id
            ON CONFLICT DO NOTHING
            """)) {
      int next =
          Unnest.of(statement, parts)
              .column("text", Part::set)
              .column("bigint", Part::post)
              .column("text", Part::account)
              .column("smallint", Part::position)
              .column("text", Part::body)
              .column("smallint", Part::rules)
              .next();
      statement.setObject(next, belfry);
      statement.executeUpdate();
    }
  }

  /** Notes which slots sets filled, with which posts. */
  public static void showings(Connection connection, UUID belfry, List<MovedShowing> showings)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO evergreen_showings (set_id, account_id, nominal, at, text_of, post_id)
            SELECT e.id, a.id, g.nominal, g.at, t.post_id, m.post_id
            FROM unnest(?::text[], ?::text[], ?::timestamp[], ?::timestamptz[], ?::bigint[],
                        ?::bigint[])
              AS g (set, account, nominal, at, text_of, number)
            JOIN evergreen_sets e ON e.name = g.set AND e.removed_at IS NULL
            JOIN accounts a ON a.name = g.account
            JOIN moved_posts m ON m.origin = ? AND m.number = g.number
            JOIN moved_posts t ON t.origin = m.origin AND t.number = g.text_of
            ON CONFLICT DO NOTHING
            """)) {
      int next =
          Unnest.of(statement, showings)
              .column("text", MovedShowing::set)
              .column("text", MovedShowing::account)
              .column("timestamp", MovedShowing::nominal)
              .column("timestamptz", each -> timestamp(each.at()))
              .column("bigint", MovedShowing::textOf)
              .column("bigint", MovedShowing::post)
              .next();
      statement.setObject(next, belfry);
      statement.executeUpdate();
    }
  }
}
