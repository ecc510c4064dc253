package dev.belfry.queue.moving;

import dev.belfry.sql.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Goes through rows of which nobody knows how many there are. */
final class EachRow {
  private static final int AT_ONCE = 500;

  private EachRow() {}

  /**
   * Hands each to the consumer, which must leave the connection alone.
   *
   * @param statement of a transaction: outside of one the driver reads all rows at once
   */
  static <T> void hand(
      PreparedStatement statement, Rows.Mapper<? extends T> mapper, Consumer<T> consumer)
      throws SQLException {
    statement.setFetchSize(AT_ONCE);
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        consumer.accept(mapper.map(rows));
      }
    }
  }
}
