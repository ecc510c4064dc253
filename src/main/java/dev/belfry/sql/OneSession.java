package dev.belfry.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One connection, lent again and again: what is set and made for its session stays until it is
 * closed. For one thread.
 */
public final class OneSession implements Connections, AutoCloseable {
  private final Connection connection;

  /**
   * @param connection nobody else's; closed with this
   */
  public OneSession(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Connection borrow() {
    return connection;
  }

  @Override
  public void giveBack(Connection borrowed) {
    // It is kept for the next statement.
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }
}
