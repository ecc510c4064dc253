package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.belfry.compose.moving.HouseLine;
import dev.belfry.compose.moving.MovedEvergreen;
import dev.belfry.compose.moving.MovedRule.Requests;
import dev.belfry.compose.moving.MovedSet;
import dev.belfry.compose.moving.MovedSet.Reached;
import dev.belfry.compose.moving.MovedShowing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the evergreen sets that were not deleted, what they show, and what they showed. */
final class ReadSets {
  private static final int BATCH = 500;

  private record Of<T>(long of, T what) {}

  private record Text(
      long set, String name, long post, int member, int turn, @Nullable Instant elsewhere) {}

  private record Part(String account, int rules, String body) {}

  private ReadSets() {}

  static void read(Connection connection, Consumer<HouseLine> lines) throws SQLException {
    sets(connection).forEach(lines);
    texts(connection, lines);
    showings(connection, lines);
  }

  private static List<MovedSet> sets(Connection connection) throws SQLException {
    Map<Long, List<Reached>> accounts = reached(connection);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT e.id, e.name, s.name AS schedule, e.rest_days, e.held, e.created_by
            FROM evergreen_sets e JOIN schedules s ON s.id = e.schedule_id
            ORDER BY e.id
            """)) {
      return list(
          statement,
          row ->
              new MovedSet(
                  row.getString("name"),
                  row.getString("schedule"),
                  row.getInt("rest_days"),
                  row.getString("held"),
                  row.getString("created_by"),
                  accounts.getOrDefault(row.getLong("id"), List.of())));
    }
  }

  private static Map<Long, List<Reached>> reached(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT e.set_id, a.name, e.reached
            FROM evergreen_accounts e JOIN accounts a ON a.id = e.account_id
            ORDER BY e.set_id, a.name
            """)) {
      return list(
              statement,
              row ->
                  new Of<>(
                      row.getLong("set_id"),
                      new Reached(row.getString("name"), requireNonNull(instant(row, "reached")))))
          .stream()
          .collect(groupingBy(Of::of, mapping(Of::what, toList())));
    }
  }

  private static void texts(Connection connection, Consumer<HouseLine> lines) throws SQLException {
    List<Text> batch = texts(connection, 0, 0);
    while (!batch.isEmpty()) {
      for (Text text : batch) {
        lines.accept(text(connection, text));
      }
      Text last = batch.get(batch.size() - 1);
      batch = texts(connection, last.set(), last.post());
    }
  }

  private static List<Text> texts(Connection connection, long set, long post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT t.set_id, e.name, t.post_id, t.member, t.turn, t.elsewhere
            FROM evergreen_texts t JOIN evergreen_sets e ON e.id = t.set_id AND e.removed_at IS NULL
            WHERE (t.set_id, t.post_id) > (?, ?)
            ORDER BY t.set_id, t.post_id LIMIT ?
            """)) {
      statement.setLong(1, set);
      statement.setLong(2, post);
      statement.setInt(3, BATCH);
      return list(
          statement,
          row ->
              new Text(
                  row.getLong("set_id"),
                  row.getString("name"),
                  row.getLong("post_id"),
                  row.getInt("member"),
                  row.getInt("turn"),
                  instant(row, "elsewhere")));
    }
  }

  private static MovedEvergreen text(Connection connection, Text text) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name, p.rules, p.body
            FROM evergreen_parts p JOIN accounts a ON a.id = p.account_id
            WHERE p.set_id = ? AND p.post_id = ?
            ORDER BY a.name, p.position
            """)) {
      statement.setLong(1, text.set());
      statement.setLong(2, text.post());
      Map<String, List<Part>> byAccount = new TreeMap<>();
      for (Part part : list(statement, ReadSets::part)) {
        byAccount.computeIfAbsent(part.account(), name -> new ArrayList<>()).add(part);
      }
      List<Requests> requests = new ArrayList<>();
      byAccount.forEach(
          (account, parts) ->
              requests.add(
                  new Requests(
                      account, parts.get(0).rules(), parts.stream().map(Part::body).toList())));
      return new MovedEvergreen(
          text.name(), text.post(), text.member(), text.turn(), text.elsewhere(), requests);
    }
  }

  private static Part part(ResultSet row) throws SQLException {
    return new Part(row.getString("name"), row.getInt("rules"), row.getString("body"));
  }

  private static void showings(Connection connection, Consumer<HouseLine> lines)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT e.name AS set, a.name AS account, s.nominal, s.at, s.text_of, s.post_id
            FROM evergreen_showings s
            JOIN evergreen_sets e ON e.id = s.set_id AND e.removed_at IS NULL
            JOIN accounts a ON a.id = s.account_id
            ORDER BY s.set_id, s.account_id, s.nominal
            """)) {
      EachRow.hand(
          statement,
          row ->
              new MovedShowing(
                  row.getString("set"),
                  row.getString("account"),
                  requireNonNull(row.getObject("nominal", LocalDateTime.class)),
                  requireNonNull(instant(row, "at")),
                  row.getLong("text_of"),
                  row.getLong("post_id")),
          lines);
    }
  }
}
