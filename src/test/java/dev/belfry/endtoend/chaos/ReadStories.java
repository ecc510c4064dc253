package dev.belfry.endtoend.chaos;

import dev.belfry.audit.HistoryEvent;
import dev.belfry.audit.HistoryFilter;
import dev.belfry.audit.ReadHistory;
import dev.belfry.endtoend.Planned;
import dev.belfry.endtoend.chaos.Story.Try;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what became of each delivery. */
public final class ReadStories {
  private final Database database;

  public ReadStories(Database database) {
    this.database = database;
  }

  /**
   * The story of each.
   *
   * @param planned each a post of its own, with texts that are no other's
   * @param live what the networks accepted
   */
  public List<Story> of(List<Planned> planned, List<Shown> live) {
    Map<String, Row> rows = new HashMap<>();
    rows().forEach(row -> rows.put(row.firstText(), row));
    Map<Long, List<Try>> attempts = attempts();
    Map<Long, List<HistoryEvent>> events = new HashMap<>();
    ReadHistory.read(
        database,
        HistoryFilter.ALL,
        event -> {
          if (event.post() != null) {
            events.computeIfAbsent(event.post(), absent -> new ArrayList<>()).add(event);
          }
        });
    Map<String, List<Shown>> byText = new HashMap<>();
    live.forEach(
        post -> byText.computeIfAbsent(post.text(), absent -> new ArrayList<>()).add(post));
    return planned.stream()
        .map(
            post -> {
              Row row = rows.getOrDefault(post.parts().get(0), Row.NONE);
              return new Story(
                  post,
                  row.state(),
                  row.reason(),
                  attempts.getOrDefault(row.delivery(), List.of()),
                  events.getOrDefault(row.post(), List.of()),
                  post.parts().stream()
                      .flatMap(text -> byText.getOrDefault(text, List.of()).stream())
                      .toList());
            })
        .toList();
  }

  private record Row(
      long delivery, long post, String firstText, String state, @Nullable String reason) {
    static final Row NONE = new Row(0, 0, "", "nowhere", null);

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getLong("id"),
          row.getLong("post_id"),
          row.getString("text"),
          row.getString("state"),
          row.getString("reason"));
    }
  }

  private List<Row> rows() {
    return database.lend(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  """
                  SELECT d.id, d.post_id, p.text, coalesce(d.ended, w.state, 'nowhere') AS state,
                         w.reason
                  FROM deliveries d
                  JOIN parts p ON p.post_id = d.post_id AND p.position = 1
                  LEFT JOIN waiting w ON w.delivery_id = d.id
                  """)) {
            return Rows.list(statement, Row::of);
          }
        });
  }

  private Map<Long, List<Try>> attempts() {
    Map<Long, List<Try>> attempts = new HashMap<>();
    return database.lend(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  """
                  SELECT *, encode(sha256, 'hex') AS hash FROM attempts
                  ORDER BY delivery_id, part, number
                  """)) {
            List<Boolean> unused =
                Rows.list(
                    statement,
                    row ->
                        attempts
                            .computeIfAbsent(
                                row.getLong("delivery_id"), absent -> new ArrayList<>())
                            .add(attempt(row)));
            return attempts;
          }
        });
  }

  private static Try attempt(ResultSet row) throws SQLException {
    return new Try(
        row.getInt("part"),
        row.getInt("number"),
        row.getString("outcome"),
        row.getString("remote_id"),
        row.getString("hash"),
        row.getString("body").isEmpty());
  }
}
