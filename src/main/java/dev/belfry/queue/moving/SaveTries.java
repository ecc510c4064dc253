package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.compose.moving.MovedAttempt;
import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.compose.moving.MovedDelivery.Prepared;
import dev.belfry.compose.moving.MovedRetraction;
import dev.belfry.post.Sha256;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Saves what deliveries of another Belfry send, and what came of each try. */
final class SaveTries {
  private record Of<T>(long delivery, T what) {}

  private record Body(int position, String body, int rules, @Nullable Long digest) {}

  private SaveTries() {}

  /** Of deliveries that are saved, and of which nothing of that kind is. */
  static void save(Connection connection, List<ArrivingDelivery> deliveries) throws SQLException {
    List<Of<Body>> bodies = new ArrayList<>();
    for (ArrivingDelivery delivery : deliveries) {
      bodies(delivery).forEach(each -> bodies.add(new Of<>(delivery.id(), each)));
    }
    bodies(connection, bodies);
    attempts(connection, each(deliveries, MovedDelivery::attempts));
    retractions(connection, each(deliveries, MovedDelivery::retractions));
    prepared(connection, each(deliveries, MovedDelivery::prepared));
  }

  private static List<Body> bodies(ArrivingDelivery delivery) {
    MovedDelivery moved = delivery.moved();
    List<Body> bodies = new ArrayList<>();
    for (String request : moved.requests()) {
      @Nullable Long digest = bodies.isEmpty() ? delivery.digest() : null;
      bodies.add(new Body(bodies.size() + 1, request, moved.rules(), digest));
    }
    return bodies;
  }

  private static <T> List<Of<T>> each(
      List<ArrivingDelivery> deliveries, Function<MovedDelivery, List<T>> what) {
    List<Of<T>> all = new ArrayList<>();
    for (ArrivingDelivery delivery : deliveries) {
      what.apply(delivery.moved()).forEach(each -> all.add(new Of<>(delivery.id(), each)));
    }
    return all;
  }

  private static void bodies(Connection connection, List<Of<Body>> bodies) throws SQLException {
    if (bodies.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO rendered_parts (delivery_id, position, body, rules, digest)
            SELECT * FROM unnest(?::bigint[], ?::smallint[], ?::text[], ?::smallint[], ?::bigint[])
            """)) {
      Unnest.of(statement, bodies)
          .column("bigint", Of::delivery)
          .column("smallint", each -> each.what().position())
          .column("text", each -> each.what().body())
          .column("smallint", each -> each.what().rules())
          .column("bigint", each -> each.what().digest());
      statement.executeUpdate();
    }
  }

  private static void attempts(Connection connection, List<Of<MovedAttempt>> attempts)
      throws SQLException {
    if (attempts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO attempts (delivery_id, part, through, number, claim, node, opened_at, body,
                                  sha256, correlation, settled_at, outcome, remote_id, remote_cid,
                                  url, detail)
            SELECT * FROM unnest(?::bigint[], ?::smallint[], ?::smallint[], ?::smallint[],
                                 ?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::bytea[],
                                 ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                                 ?::text[], ?::text[])
            """)) {
      Unnest.of(statement, attempts)
          .column("bigint", Of::delivery)
          .column("smallint", each -> each.what().part())
          .column("smallint", each -> each.what().through())
          .column("smallint", each -> each.what().number())
          .column("bigint", each -> each.what().claim())
          .column("text", each -> each.what().node())
          .column("timestamptz", each -> timestamp(each.what().opened()))
          .column("text", each -> each.what().body())
          .bytes(each -> Sha256.of(each.what().body()))
          .column("text", each -> each.what().correlation())
          .column("timestamptz", each -> timestamp(each.what().settled()))
          .column("text", each -> each.what().outcome())
          .column("text", each -> each.what().remoteId())
          .column("text", each -> each.what().remoteCid())
          .column("text", each -> each.what().url())
          .column("text", each -> each.what().detail());
      statement.executeUpdate();
    }
  }

  private static void retractions(Connection connection, List<Of<MovedRetraction>> retractions)
      throws SQLException {
    if (retractions.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO retractions (delivery_id, part, remote_id, number, claim, actor, opened_at,
                                     settled_at, outcome, detail)
            SELECT * FROM unnest(?::bigint[], ?::smallint[], ?::text[], ?::smallint[], ?::bigint[],
                                 ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[])
            """)) {
      Unnest.of(statement, retractions)
          .column("bigint", Of::delivery)
          .column("smallint", each -> each.what().part())
          .column("text", each -> each.what().remoteId())
          .column("smallint", each -> each.what().number())
          .column("bigint", each -> each.what().claim())
          .column("text", each -> each.what().by())
          .column("timestamptz", each -> timestamp(each.what().opened()))
          .column("timestamptz", each -> timestamp(each.what().settled()))
          .column("text", each -> each.what().outcome())
          .column("text", each -> each.what().detail());
      statement.executeUpdate();
    }
  }

  private static void prepared(Connection connection, List<Of<Prepared>> prepared)
      throws SQLException {
    if (prepared.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO prepared (delivery_id, name, value, at)
            SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::timestamptz[])
            """)) {
      Unnest.of(statement, prepared)
          .column("bigint", Of::delivery)
          .column("text", each -> each.what().name())
          .column("text", each -> each.what().value())
          .column("timestamptz", each -> timestamp(each.what().at()));
      statement.executeUpdate();
    }
  }
}
