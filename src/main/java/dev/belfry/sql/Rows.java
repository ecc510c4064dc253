package dev.belfry.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows to values. */
public final class Rows {
  private Rows() {}

  /** Makes a value of the row that the result set stands on. */
  @FunctionalInterface
  public interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Every row that the statement gives, in its order. */
  public static <T> List<T> list(PreparedStatement statement, Mapper<T> mapper)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<T> list = new ArrayList<>();
      while (rows.next()) {
        list.add(mapper.map(rows));
      }
      return list;
    }
  }

  /** Every row that the statement gives, by its key; of several with the same one, the last. */
  public static <K, V> Map<K, V> map(PreparedStatement statement, Mapper<K> key, Mapper<V> value)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      Map<K, V> map = new HashMap<>();
      while (rows.next()) {
        map.put(key.map(rows), value.map(rows));
      }
      return map;
    }
  }

  /** The first row that the statement gives. */
  public static <T> Optional<T> first(PreparedStatement statement, Mapper<T> mapper)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
    }
  }

  /** A {@code timestamptz} column; null where it is. */
  public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** What a {@code timestamptz} parameter is bound to. */
  public static @Nullable OffsetDateTime timestamp(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}
