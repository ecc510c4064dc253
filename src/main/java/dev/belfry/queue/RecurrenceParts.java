package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;

import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each account gets, each time that a post repeats. */
final class RecurrenceParts {
  private record Row(int account, int position, String body, int rules, @Nullable Long digest) {}

  private RecurrenceParts() {}

  /** The accounts that a rule is for, unless they were removed. */
  static List<Integer> accounts(Connection connection, long recurrence) throws SQLException {
    return plans(connection, recurrence).stream().map(NewPlan::account).toList();
  }

  /** What each account gets, without a time; accounts that were removed get nothing. */
  static List<NewPlan> plans(Connection connection, long recurrence) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT p.account_id, p.position, p.body, p.rules, p.digest
            FROM recurrence_parts p
            JOIN accounts a ON a.id = p.account_id AND a.removed_at IS NULL
            WHERE p.recurrence_id = ?
            ORDER BY a.name, p.position
            """)) {
      statement.setLong(1, recurrence);
      Map<Integer, List<Row>> byAccount = new LinkedHashMap<>();
      for (Row row :
          list(
              statement,
              each ->
                  new Row(
                      each.getInt("account_id"),
                      each.getInt("position"),
                      each.getString("body"),
                      each.getInt("rules"),
                      each.getObject("digest", Long.class)))) {
        byAccount.computeIfAbsent(row.account(), account -> new ArrayList<>()).add(row);
      }
      return byAccount.values().stream().map(RecurrenceParts::plan).toList();
    }
  }

  private static NewPlan plan(List<Row> parts) {
    Row first = parts.get(0);
    return new NewPlan(
        first.account(),
        null,
        parts.stream().map(Row::body).toList(),
        first.rules(),
        first.digest());
  }

  /** Puts these in the place of what each account got before. */
  static void replace(Connection connection, long recurrence, List<NewPlan> plans)
      throws SQLException {
    delete(connection, recurrence);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO recurrence_parts
              (recurrence_id, account_id, position, body, rules, digest)
            SELECT ?, account, position, body, rules, digest
            FROM unnest(?::int[], ?::smallint[], ?::text[], ?::smallint[], ?::bigint[])
              AS given (account, position, body, rules, digest)
            """)) {
      statement.setLong(1, recurrence);
      Unnest.from(statement, 2, rows(plans))
          .column("int", Row::account)
          .column("smallint", Row::position)
          .column("text", Row::body)
          .column("smallint", Row::rules)
          .column("bigint", Row::digest);
      statement.executeUpdate();
    }
  }

  private static List<Row> rows(List<NewPlan> plans) {
    List<Row> rows = new ArrayList<>();
    for (NewPlan plan : plans) {
      for (int i = 0; i < plan.bodies().size(); i++) {
        @Nullable Long digest = i == 0 ? plan.digest() : null;
        rows.add(new Row(plan.account(), i + 1, plan.bodies().get(i), plan.rules(), digest));
      }
    }
    return rows;
  }

  /** All of them: a thread that was rewritten may have fewer parts than it had. */
  private static void delete(Connection connection, long recurrence) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM recurrence_parts WHERE recurrence_id = ?")) {
      statement.setLong(1, recurrence);
      statement.executeUpdate();
    }
  }
}
