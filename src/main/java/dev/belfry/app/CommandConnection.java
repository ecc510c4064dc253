package dev.belfry.app;

import dev.belfry.sql.Connections;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a command: opened when it is first needed, its schema brought up to date,
 * and used again after that. Not thread-safe.
 */
final class CommandConnection implements Connections, AutoCloseable {
  private final Address address;
  private @Nullable Connection connection;

  CommandConnection(Address address) {
    this.address = address;
  }

  @Override
  public Connection borrow() throws SQLException {
    if (connection == null || connection.isClosed()) {
      connection = address.connect();
      Schema.ensure(connection, address);
    }
    return connection;
  }

  @Override
  public void giveBack(Connection borrowed) {
    // It is kept for the next statement.
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw DatabaseException.of(e);
      }
    }
  }
}
