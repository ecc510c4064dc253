package dev.belfry.queue;

import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of what is queued, each rendered once. */
public final class RenderedParts {
  private record Row(long delivery, int position, String body, int rules, @Nullable Long digest) {}

  /**
   * What a delivery's account will get.
   *
   * @param bodies each part's request, in order
   * @param rules the version of the rules that rendered them
   * @param digest of the account and the text that it gets; null where there is no text
   */
  public record Rendering(long delivery, List<String> bodies, int rules, @Nullable Long digest) {
    public Rendering {
      bodies = List.copyOf(bodies);
    }
  }

  private RenderedParts() {}

  /**
   * Puts these in the place of what was rendered before, and of what networks told for it.
   * Deliveries that are queued keep their place, their time and their hold; that no node has
   * claimed them is for the caller to see to.
   */
  public static void replace(Connection connection, List<Rendering> renderings)
      throws SQLException {
    List<Long> deliveries = renderings.stream().map(Rendering::delivery).toList();
    Prepared.forget(connection, deliveries);
    forget(connection, deliveries);
    List<Row> rows = new ArrayList<>();
    for (Rendering each : renderings) {
      for (int i = 0; i < each.bodies().size(); i++) {
        @Nullable Long digest = i == 0 ? each.digest() : null;
        rows.add(new Row(each.delivery(), i + 1, each.bodies().get(i), each.rules(), digest));
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO rendered_parts (delivery_id, position, body, rules, digest)
            SELECT * FROM unnest(?::bigint[], ?::smallint[], ?::text[], ?::smallint[], ?::bigint[])
            """)) {
      Unnest.of(statement, rows)
          .column("bigint", Row::delivery)
          .column("smallint", Row::position)
          .column("text", Row::body)
          .column("smallint", Row::rules)
          .column("bigint", Row::digest);
      statement.executeUpdate();
    }
    count(connection, renderings);
  }

  /**
   * What waits already may be of more parts, or of fewer, than it was. It is written anew also
   * where it is not: a claim that was just beginning then passes over it, where it would read from
   * before the change what is to be sent.
   */
  private static void count(Connection connection, List<Rendering> renderings) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE waiting w SET parts = r.parts
            FROM unnest(?::bigint[], ?::smallint[]) AS r (delivery_id, parts)
            WHERE w.delivery_id = r.delivery_id
            """)) {
      Unnest.of(statement, renderings)
          .column("bigint", Rendering::delivery)
          .column("smallint", rendering -> rendering.bodies().size());
      statement.executeUpdate();
    }
  }

  /** All of them: a thread that was rewritten may have fewer parts than it had. */
  static void forget(Connection connection, List<Long> deliveries) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM rendered_parts WHERE delivery_id = ANY (?)")) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      statement.executeUpdate();
    }
  }
}
