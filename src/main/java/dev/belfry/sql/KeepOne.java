package dev.belfry.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Connections of which one is kept open from use to use, for somebody who asks the same little
 * again and again and must wait for nobody else's. It is not tried before it is lent: one that
 * broke meanwhile fails in its borrower's hands, and the next is new. Whatever it fails with: a
 * session may be well and at a server that only reads, where another would find the one that
 * writes. Thread-safe.
 */
public final class KeepOne implements Connections, AutoCloseable {
  private final Connections opening;

  /** What is lent to nobody. Guarded by this. */
  private @Nullable Connection kept;

  private boolean isClosed;

  /**
   * @param opening opens a new one with each borrowing, and closes it
   */
  public KeepOne(Connections opening) {
    this.opening = opening;
  }

  @Override
  public Connection borrow() throws SQLException {
    Connection known = take();
    return known == null ? opening.borrow() : known;
  }

  @Override
  public void giveBack(Connection connection) throws SQLException {
    if (connection.isClosed() || !keep(connection)) {
      opening.giveBack(connection);
    }
  }

  @Override
  public void giveBackFailed(Connection connection) throws SQLException {
    opening.giveBack(connection);
  }

  private synchronized @Nullable Connection take() {
    Connection known = kept;
    kept = null;
    return known;
  }

  private synchronized boolean keep(Connection connection) {
    if (kept != null || isClosed) {
      return false;
    }
    kept = connection;
    return true;
  }

  /** What is lent is closed when it comes back. */
  @Override
  public void close() throws SQLException {
    Connection known;
    synchronized (this) {
      isClosed = true;
      known = take();
    }
    if (known != null) {
      opening.giveBack(known);
    }
  }
}
