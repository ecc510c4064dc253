package dev.belfry.media;

import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;

/** A row of {@code media}, read the same way wherever it is joined to. */
public final class MediaRow {
  /** What {@link #of} wants to find in a row, of a table that is called m in the query. */
  public static final String COLUMNS =
      "m.sha256, m.type, m.width, m.height, m.animated, m.duration_ms, m.size";

  private MediaRow() {}

  /** What is known of the medium. */
  public static Media of(ResultSet row) throws SQLException {
    long millis = row.getLong("duration_ms");
    Duration duration = row.wasNull() ? null : Duration.ofMillis(millis);
    return new Media(
        HexFormat.of().formatHex(row.getBytes("sha256")),
        MediaType.ofMime(row.getString("type")).orElseThrow(),
        row.getInt("width"),
        row.getInt("height"),
        row.getBoolean("animated"),
        duration,
        row.getLong("size"));
  }
}
