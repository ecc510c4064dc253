package dev.belfry.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database can't be reached, or the connection to it broke. Whether the last transaction was
 * committed is then not known: what was asked for must be read back before it is asked for again.
 */
public final class DatabaseUnreachable extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public DatabaseUnreachable(SQLException cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }

  /**
   * @param message the sentence that a person gets
   */
  public DatabaseUnreachable(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean mayPass() {
    return true;
  }

  /**
   * Whether the exception speaks of the connection rather than of the statement: SQLSTATE class 08
   * (connection), 57P01–57P03 (the server is going down or coming up), 28 (not let in), 3D000 (no
   * such database), 53300 (no connection left).
   */
  static boolean means(SQLException e) {
    @Nullable String state = e.getSQLState();
    return state != null
        && (state.startsWith("08")
            || state.startsWith("57P0")
            || state.startsWith("28")
            || state.equals("3D000")
            || state.equals("53300"));
  }
}
