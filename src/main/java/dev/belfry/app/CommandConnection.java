package dev.belfry.app;

import dev.belfry.sql.Connections;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a command: opened when it is first needed, its schema brought up to date,
 * and used again after that. Threads that share it wait for each other.
 */
final class CommandConnection implements Connections, AutoCloseable {
  private final Address address;
  private final ReentrantLock inUse = new ReentrantLock();
  private @Nullable Connection connection;

  CommandConnection(Address address) {
    this.address = address;
  }

  @Override
  public Connection borrow() throws SQLException {
    inUse.lock();
    try {
      return open();
    } catch (SQLException | RuntimeException e) {
      inUse.unlock();
      throw e;
    }
  }

  private Connection open() throws SQLException {
    if (connection == null || connection.isClosed()) {
      connection = address.connect();
      Schema.ensure(connection, address);
    }
    return connection;
  }

  @Override
  public void giveBack(Connection borrowed) {
    inUse.unlock(); // It is kept open for the next statement.
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
