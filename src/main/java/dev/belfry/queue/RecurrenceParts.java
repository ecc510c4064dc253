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

/** What each account gets, each time that a post repeats. */
final class RecurrenceParts {
  private record Row(int account, int position, String body, int rules) {}

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
            SELECT p.account_id, p.position, p.body, p.rules
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
                      each.getInt("rules")))) {
        byAccount.computeIfAbsent(row.account(), account -> new ArrayList<>()).add(row);
      }
      return byAccount.values().stream().map(RecurrenceParts::plan).toList();
    }
  }

  private static NewPlan plan(List<Row> parts) {
    return new NewPlan(
        parts.get(0).account(), null, parts.stream().map(Row::body).toList(), parts.get(0).rules());
  }

  /** Puts these in the place of what each account got before. */
  static void replace(Connection connection, long recurrence, List<NewPlan> plans)
      throws SQLException {
    delete(connection, recurrence);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO recurrence_parts (recurrence_id, account_id, position, body, rules)
            SELECT ?, account, position, body, rules
            FROM unnest(?::int[], ?::smallint[], ?::text[], ?::smallint[])
              AS given (account, position, body, rules)
            """)) {
      statement.setLong(1, recurrence);
      Unnest.from(statement, 2, rows(plans))
          .column("int", Row::account)
          .column("smallint", Row::position)
          .column("text", Row::body)
          .column("smallint", Row::rules);
      statement.executeUpdate();
    }
  }

  private static List<Row> rows(List<NewPlan> plans) {
    List<Row> rows = new ArrayList<>();
    for (NewPlan plan : plans) {
      for (int i = 0; i < plan.bodies().size(); i++) {
        rows.add(new Row(plan.account(), i + 1, plan.bodies().get(i), plan.rules()));
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
