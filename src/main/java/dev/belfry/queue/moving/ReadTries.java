package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.belfry.compose.moving.MovedAttempt;
import dev.belfry.compose.moving.MovedDelivery.Prepared;
import dev.belfry.compose.moving.MovedRetraction;
import dev.belfry.sql.Rows;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What deliveries send, and what came of each try, of many at once. */
final class ReadTries {
  private record Of<T>(long delivery, T what) {}

  private record Body(String body, int rules) {}

  private final Map<Long, List<Body>> bodies;
  private final Map<Long, List<MovedAttempt>> attempts;
  private final Map<Long, List<MovedRetraction>> retractions;
  private final Map<Long, List<Prepared>> prepared;

  private ReadTries(
      Map<Long, List<Body>> bodies,
      Map<Long, List<MovedAttempt>> attempts,
      Map<Long, List<MovedRetraction>> retractions,
      Map<Long, List<Prepared>> prepared) {
    this.bodies = bodies;
    this.attempts = attempts;
    this.retractions = retractions;
    this.prepared = prepared;
  }

  static ReadTries of(Connection connection, List<Long> deliveries) throws SQLException {
    return new ReadTries(
        bodies(connection, deliveries),
        attempts(connection, deliveries),
        retractions(connection, deliveries),
        prepared(connection, deliveries));
  }

  /** The version of the rules that made the requests; 0 where there are none. */
  int rules(long delivery) {
    return bodies.getOrDefault(delivery, List.of()).stream().map(Body::rules).findFirst().orElse(0);
  }

  List<String> requests(long delivery) {
    return bodies.getOrDefault(delivery, List.of()).stream().map(Body::body).toList();
  }

  List<MovedAttempt> attempts(long delivery) {
    return attempts.getOrDefault(delivery, List.of());
  }

  List<MovedRetraction> retractions(long delivery) {
    return retractions.getOrDefault(delivery, List.of());
  }

  List<Prepared> prepared(long delivery) {
    return prepared.getOrDefault(delivery, List.of());
  }

  private static Map<Long, List<Body>> bodies(Connection connection, List<Long> deliveries)
      throws SQLException {
    return read(
        connection,
        """
        SELECT delivery_id, body, rules FROM rendered_parts WHERE delivery_id = ANY (?)
        ORDER BY delivery_id, position
        """,
        deliveries,
        row -> new Body(row.getString("body"), row.getInt("rules")));
  }

  /** One that is open is told as one whose answer got lost. */
  private static Map<Long, List<MovedAttempt>> attempts(
      Connection connection, List<Long> deliveries) throws SQLException {
    return read(
        connection,
        """
        SELECT delivery_id, part, through, number, claim, node, opened_at, body, correlation,
               coalesce(settled_at, opened_at) AS settled_at,
               coalesce(outcome, 'unconfirmed') AS outcome, remote_id, remote_cid, url, detail
        FROM attempts WHERE delivery_id = ANY (?)
        ORDER BY delivery_id, part, number
        """,
        deliveries,
        ReadTries::attempt);
  }

  private static MovedAttempt attempt(ResultSet row) throws SQLException {
    return new MovedAttempt(
        row.getInt("part"),
        row.getObject("through", Integer.class),
        row.getInt("number"),
        row.getLong("claim"),
        row.getString("node"),
        requireNonNull(instant(row, "opened_at")),
        row.getString("body"),
        row.getString("correlation"),
        requireNonNull(instant(row, "settled_at")),
        row.getString("outcome"),
        row.getString("remote_id"),
        row.getString("remote_cid"),
        row.getString("url"),
        row.getString("detail"));
  }

  /** Of one that is open nobody knows what became of it, and the network can be asked again. */
  private static Map<Long, List<MovedRetraction>> retractions(
      Connection connection, List<Long> deliveries) throws SQLException {
    return read(
        connection,
        """
        SELECT delivery_id, part, remote_id, number, claim, actor, opened_at,
               coalesce(settled_at, opened_at) AS settled_at,
               coalesce(outcome, 'unknown') AS outcome, detail
        FROM retractions WHERE delivery_id = ANY (?)
        ORDER BY delivery_id, part, remote_id, number
        """,
        deliveries,
        row ->
            new MovedRetraction(
                row.getInt("part"),
                row.getString("remote_id"),
                row.getInt("number"),
                row.getLong("claim"),
                row.getString("actor"),
                requireNonNull(instant(row, "opened_at")),
                requireNonNull(instant(row, "settled_at")),
                row.getString("outcome"),
                row.getString("detail")));
  }

  private static Map<Long, List<Prepared>> prepared(Connection connection, List<Long> deliveries)
      throws SQLException {
    return read(
        connection,
        """
        SELECT delivery_id, name, value, at FROM prepared WHERE delivery_id = ANY (?)
        ORDER BY delivery_id, name
        """,
        deliveries,
        row ->
            new Prepared(
                row.getString("name"), row.getString("value"), requireNonNull(instant(row, "at"))));
  }

  private static <T> Map<Long, List<T>> read(
      Connection connection, String sql, List<Long> deliveries, Rows.Mapper<T> mapper)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      return list(statement, row -> new Of<>(row.getLong("delivery_id"), mapper.map(row))).stream()
          .collect(groupingBy(Of::delivery, mapping(Of::what, toList())));
    }
  }
}
