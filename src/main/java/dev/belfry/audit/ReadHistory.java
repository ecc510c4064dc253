package dev.belfry.audit;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.audit.HistoryEvent.HistoryMedia;
import dev.belfry.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the history, in its order, in bounded memory. */
public final class ReadHistory {
  /** Rows that travel at once. */
  private static final int FETCH = 1_000;

  private ReadHistory() {}

  /** Hands every event that the filter lets through to the consumer, oldest first. */
  public static void read(
      Database database, HistoryFilter filter, Consumer<HistoryEvent> consumer) {
    // Only inside a transaction does the driver fetch row by row; elsewhere it reads all at once.
    database.transact(connection -> read(connection, filter, consumer));
  }

  private static void read(
      Connection connection, HistoryFilter filter, Consumer<HistoryEvent> consumer)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT h.*, m.hashes, m.alts
            FROM history h
            LEFT JOIN LATERAL (
              SELECT array_agg(e ->> 'sha256' ORDER BY n) AS hashes,
                     array_agg(e ->> 'alt' ORDER BY n) AS alts
              FROM jsonb_array_elements(h.media) WITH ORDINALITY AS media (e, n)) AS m ON true
            WHERE (?::bigint IS NULL OR post_id = ?)
              AND (?::timestamptz IS NULL OR at >= ?)
              AND (?::text IS NULL OR account = ?)
            ORDER BY seq
            """)) {
      bindTwice(statement, 1, filter.post() == null ? null : filter.post().number(), Types.BIGINT);
      bindTwice(statement, 3, timestamp(filter.since()), Types.TIMESTAMP_WITH_TIMEZONE);
      bindTwice(
          statement,
          5,
          filter.account() == null ? null : filter.account().toString(),
          Types.VARCHAR);
      statement.setFetchSize(FETCH);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          consumer.accept(event(rows));
        }
      }
    }
  }

  private static void bindTwice(
      PreparedStatement statement, int parameter, @Nullable Object value, int type)
      throws SQLException {
    statement.setObject(parameter, value, type);
    statement.setObject(parameter + 1, value, type);
  }

  private static HistoryEvent event(ResultSet row) throws SQLException {
    byte[] payload = row.getBytes("payload_sha256");
    return new HistoryEvent(
        row.getLong("seq"),
        requireNonNull(instant(row, "at")),
        row.getString("event"),
        row.getObject("post_id", Long.class),
        row.getString("account"),
        row.getObject("part", Integer.class),
        row.getObject("attempt", Integer.class),
        row.getString("remote_id"),
        row.getString("url"),
        row.getString("text"),
        media(row),
        payload == null ? null : HexFormat.of().formatHex(payload),
        instant(row, "due_at"),
        row.getString("detail"),
        row.getString("actor"));
  }

  private static List<HistoryMedia> media(ResultSet row) throws SQLException {
    List<HistoryMedia> media = new ArrayList<>();
    if (row.getArray("hashes") != null) {
      String[] hashes = (String[]) row.getArray("hashes").getArray();
      String[] alts = (String[]) row.getArray("alts").getArray();
      for (int i = 0; i < hashes.length; i++) {
        media.add(new HistoryMedia(hashes[i], alts[i]));
      }
    }
    return media;
  }
}
