package dev.belfry.testing;

import dev.belfry.sql.Connections;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections that can be had, or not. */
public final class SwitchedConnections implements Connections {
  private final Connections real;
  private volatile boolean isUp = true;

  public SwitchedConnections(Connections real) {
    this.real = real;
  }

  /** From now on there are some, or none. */
  public void up(boolean up) {
    isUp = up;
  }

  @Override
  public Connection borrow() throws SQLException {
    if (!isUp) {
      throw new SQLException("the database is away", "08001");
    }
    return real.borrow();
  }

  @Override
  public void giveBack(Connection connection) throws SQLException {
    real.giveBack(connection);
  }
}
