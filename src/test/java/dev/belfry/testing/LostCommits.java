package dev.belfry.testing;

import dev.belfry.sql.Connections;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections that break when a commit has been sent: the database may have it, and nobody is told.
 */
public final class LostCommits implements Connections {
  private final Connections real;
  private final AtomicInteger commits = new AtomicInteger();
  private volatile int broken = -1;
  private volatile boolean isCommitted;

  public LostCommits(Connections real) {
    this.real = real;
  }

  /**
   * Breaks the connection at one commit.
   *
   * @param number which of the following, from 0
   * @param committed whether the database had it before
   */
  public void breakAt(int number, boolean committed) {
    commits.set(0);
    broken = number;
    isCommitted = committed;
  }

  /** How many commits there were since {@link #breakAt}. */
  public int commits() {
    return commits.get();
  }

  @Override
  public Connection borrow() throws SQLException {
    Connection connection = real.borrow();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("commit") && commits.getAndIncrement() == broken) {
                breakOff(connection);
              }
              try {
                return method.invoke(connection, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void breakOff(Connection connection) throws SQLException {
    if (isCommitted) {
      connection.commit();
    } else {
      connection.rollback();
    }
    connection.setAutoCommit(true);
    throw new SQLException("the connection broke at its commit", "08006");
  }

  @Override
  public void giveBack(Connection connection) throws SQLException {
    connection.close();
  }
}
