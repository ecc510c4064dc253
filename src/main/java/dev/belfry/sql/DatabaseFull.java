package dev.belfry.sql;

import java.sql.SQLException;

/** The database's disk is full: nothing was saved. */
public final class DatabaseFull extends DatabaseException {
  private static final long serialVersionUID = 1L;
  private static final String DISK_FULL = "53100";

  public DatabaseFull(SQLException cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }

  static boolean means(SQLException e) {
    return DISK_FULL.equals(e.getSQLState());
  }
}
