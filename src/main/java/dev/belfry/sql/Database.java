package dev.belfry.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections and keeps transactions whole.
 *
 * <p>Thread-safe where its {@link Connections} are: the daemon's are a pool, a command has one.
 */
public final class Database {
  private final Connections connections;

  public Database(Connections connections) {
    this.connections = connections;
  }

  /**
   * Runs the work in one transaction: committed when it returns, rolled back when it throws.
   *
   * @throws DatabaseUnreachable where the connection is gone; the commit may or may not have
   *     happened
   * @throws DatabaseException where the database refuses a statement
   */
  public <T extends @Nullable Object> T inTransaction(SqlWork<T> work) {
    return lend(
        connection -> {
          begin(connection);
          try {
            T result = work.with(connection);
            connection.commit();
            return result;
          } catch (Throwable e) {
            rollBack(connection, e);
            throw e;
          } finally {
            restoreAutoCommit(connection);
          }
        });
  }

  /**
   * Runs the work in a transaction that is rolled back: it tells what would be done, and nothing
   * is.
   *
   * @throws DatabaseException as {@link #inTransaction} does
   */
  public <T extends @Nullable Object> T rehearse(SqlWork<T> work) {
    return lend(
        connection -> {
          begin(connection);
          try {
            return work.with(connection);
          } finally {
            connection.rollback();
            restoreAutoCommit(connection);
          }
        });
  }

  /** Runs work that gives nothing back as {@link #inTransaction} does. */
  public void transact(SqlWork.Action work) {
    boolean unused =
        inTransaction(
            connection -> {
              work.with(connection);
              return true;
            });
  }

  /**
   * Runs the work on a connection on which each statement commits by itself.
   *
   * @throws DatabaseException as {@link #inTransaction} does
   */
  public <T extends @Nullable Object> T lend(SqlWork<T> work) {
    try {
      Connection connection = connections.borrow();
      boolean hasFailed = true;
      try {
        T result = work.with(connection);
        hasFailed = false;
        return result;
      } finally {
        if (hasFailed) {
          connections.giveBackFailed(connection);
        } else {
          connections.giveBack(connection);
        }
      }
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  /** One within another on the same connection would commit what the other may yet take back. */
  private static void begin(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalStateException("a transaction within a transaction");
    }
    connection.setAutoCommit(false);
  }

  /** A roll-back that fails must not hide why it was needed. */
  private static void rollBack(Connection connection, Throwable why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  /** pgjdbc closes a connection that broke; asking anything more of it would hide what broke it. */
  private static void restoreAutoCommit(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.setAutoCommit(true);
    }
  }
}
