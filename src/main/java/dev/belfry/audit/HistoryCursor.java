package dev.belfry.audit;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.audit.HistoryEvent.HistoryMedia;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the history in its order, in bounded memory. Only inside a transaction does the
 * driver fetch row by row; elsewhere it reads all at once. Not thread-safe.
 */
final class HistoryCursor implements AutoCloseable {
  /** Rows that travel at once. */
  private static final int FETCH = 1_000;

  private final PreparedStatement statement;
  private final ResultSet rows;
  private @Nullable Row current;

  /**
   * A row as somebody may have left it.
   *
   * @param readable what it says; null where that is nothing that Belfry writes
   */
  record Row(long seq, @Nullable HistoryEvent readable) {
    /**
     * What it says.
     *
     * @throws HistoryUnreadable where that is nothing that Belfry writes
     */
    HistoryEvent event() {
      if (readable == null) {
        throw HistoryUnreadable.row(seq);
      }
      return readable;
    }
  }

  private HistoryCursor(PreparedStatement statement, ResultSet rows) throws SQLException {
    this.statement = statement;
    this.rows = rows;
    advance();
  }

  /**
   * Stands on the first event that the filter lets through.
   *
   * @param connection in a transaction
   */
  static HistoryCursor open(Connection connection, HistoryFilter filter) throws SQLException {
    PreparedStatement statement = prepare(connection);
    try {
      bindTwice(statement, 1, filter.post() == null ? null : filter.post().number(), Types.BIGINT);
      bindTwice(statement, 3, timestamp(filter.since()), Types.TIMESTAMP_WITH_TIMEZONE);
      bindTwice(
          statement,
          5,
          filter.account() == null ? null : filter.account().toString(),
          Types.VARCHAR);
      statement.setLong(7, filter.from());
      statement.setLong(8, filter.below());
      statement.setFetchSize(FETCH);
      return new HistoryCursor(statement, statement.executeQuery());
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** What Belfry would have written as media where they say what they do stands beside them. */
  private static PreparedStatement prepare(Connection connection) throws SQLException {
    return connection.prepareStatement(
        """
        SELECT h.*, m.hashes, m.alts,
               CASE WHEN h.media IS DISTINCT FROM m.usual THEN h.media::text END AS odd_media
        FROM history h
        LEFT JOIN LATERAL (
          SELECT array_agg(e ->> 'sha256' ORDER BY n) AS hashes,
                 array_agg(e ->> 'alt' ORDER BY n) AS alts,
                 jsonb_agg(jsonb_build_object('sha256', e ->> 'sha256', 'alt', e ->> 'alt')
                           ORDER BY n) AS usual
          FROM jsonb_array_elements(CASE jsonb_typeof(h.media) WHEN 'array' THEN h.media END)
            WITH ORDINALITY AS media (e, n)) AS m ON true
        WHERE (?::bigint IS NULL
            -- Each of the two is in an index of its own.
            OR (post_id = ? AND (event = 'published' OR event <> 'published')))
          AND (?::timestamptz IS NULL OR at >= ?)
          AND (?::text IS NULL OR account = ?)
          AND seq >= ? AND seq < ?
        ORDER BY seq
        """);
  }

  private static void bindTwice(
      PreparedStatement statement, int parameter, @Nullable Object value, int type)
      throws SQLException {
    statement.setObject(parameter, value, type);
    statement.setObject(parameter + 1, value, type);
  }

  /** The row that it stands on; null behind the last. */
  @Nullable Row current() {
    return current;
  }

  void advance() throws SQLException {
    current =
        rows.next()
            ? new Row(rows.getLong("seq"), Tampered.read(rows, HistoryCursor::event).orElse(null))
            : null;
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    statement.close();
  }

  private static Optional<HistoryEvent> event(ResultSet row) throws SQLException {
    @Nullable Instant at = instant(row, "at");
    @Nullable String event = row.getString("event");
    @Nullable String actor = row.getString("actor");
    if (at == null || event == null || actor == null || row.getString("xact") == null) {
      return Optional.empty();
    }
    byte[] payload = row.getBytes("payload_sha256");
    return Optional.of(
        new HistoryEvent(
            row.getLong("seq"),
            at,
            event,
            row.getObject("post_id", Long.class),
            row.getString("account"),
            row.getObject("part", Integer.class),
            row.getObject("attempt", Integer.class),
            row.getString("remote_id"),
            row.getString("url"),
            row.getString("text"),
            media(row),
            row.getString("odd_media"),
            payload == null ? null : HexFormat.of().formatHex(payload),
            instant(row, "due_at"),
            row.getString("detail"),
            actor));
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
