package dev.belfry.sql;

import java.sql.SQLException;

/** A statement went wrong. The cause tells what the database said. */
public sealed class DatabaseException extends RuntimeException
    permits DatabaseFull, DatabaseUnreachable {
  private static final long serialVersionUID = 1L;

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What the exception means for a caller: unreachable, full, or refused. */
  public static DatabaseException of(SQLException e) {
    if (DatabaseFull.means(e)) {
      return new DatabaseFull(e);
    }
    return DatabaseUnreachable.means(e)
        ? new DatabaseUnreachable(e)
        : new DatabaseException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
  }
}
