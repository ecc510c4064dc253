package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.audit.RehearsedEvent.RehearsedPart;
import dev.belfry.audit.RehearsedEvent.Repeating;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps what a rehearsal saw, to be compared with what happens. */
public final class KeepRehearsal {
  /** So many are kept; the oldest make room. */
  private static final int KEPT = 100;

  private KeepRehearsal() {}

  /**
   * Keeps what a rehearsal saw.
   *
   * @param actor who had it played
   * @return its number
   */
  public static long keep(
      Connection connection,
      String actor,
      Instant since,
      Instant until,
      List<RehearsedEvent> events)
      throws SQLException {
    long number = start(connection, actor, since, until);
    insert(connection, number, events);
    return number;
  }

  private static long start(Connection connection, String actor, Instant since, Instant until)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH too_old AS (
              DELETE FROM dry_runs WHERE id IN (
                SELECT id FROM dry_runs WHERE since IS NOT NULL ORDER BY id DESC OFFSET ?))
            INSERT INTO dry_runs (node, since, until) VALUES (?, ?, ?) RETURNING id
            """)) {
      statement.setInt(1, KEPT - 1);
      statement.setString(2, actor);
      statement.setObject(3, timestamp(since));
      statement.setObject(4, timestamp(until));
      return first(statement, row -> row.getLong("id")).orElseThrow();
    }
  }

  private static void insert(Connection connection, long number, List<RehearsedEvent> events)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO rehearsed (dry_run_id, at, event, post_id, repeats, nominal, account, zone,
                                   planned_at, part, parts, text, media, body, detail, place)
            SELECT ?, at, event, post_id, repeats, nominal, account, zone, planned_at, part, parts,
                   text, media::jsonb, body, detail, place
            FROM unnest(?::timestamptz[], ?::text[], ?::bigint[], ?::bigint[], ?::timestamp[],
                        ?::text[], ?::text[], ?::timestamptz[], ?::smallint[], ?::smallint[],
                        ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY
              AS e (at, event, post_id, repeats, nominal, account, zone, planned_at, part, parts,
                    text, media, body, detail, place)
            """)) {
      statement.setLong(1, number);
      Unnest.from(statement, 2, events)
          .column("timestamptz", each -> timestamp(each.at()))
          .column("text", each -> each.event().word())
          .column("bigint", each -> each.post() == null ? null : each.post().number())
          .column("bigint", of(RehearsedEvent::repeating, it -> it.post().number()))
          .column("timestamp", of(RehearsedEvent::repeating, Repeating::nominal))
          .column("text", each -> each.account().toString())
          .column("text", of(RehearsedEvent::zone, ZoneId::getId))
          .column("timestamptz", each -> timestamp(each.plannedAt()))
          .column("smallint", of(RehearsedEvent::sent, RehearsedPart::position))
          .column("smallint", RehearsedEvent::parts)
          .column("text", of(RehearsedEvent::sent, RehearsedPart::text))
          .column("text", of(RehearsedEvent::sent, RehearsedPart::media))
          .column("text", of(RehearsedEvent::sent, RehearsedPart::body))
          .column("text", RehearsedEvent::why);
      statement.executeUpdate();
    }
  }

  private static <T> Function<RehearsedEvent, @Nullable Object> of(
      Function<RehearsedEvent, @Nullable T> part, Function<T, @Nullable Object> value) {
    return event -> {
      @Nullable T there = part.apply(event);
      return there == null ? null : value.apply(there);
    };
  }
}
