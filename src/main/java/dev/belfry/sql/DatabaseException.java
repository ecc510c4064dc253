package dev.belfry.sql;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement went wrong. The cause tells what the database said. */
public sealed class DatabaseException extends RuntimeException
    permits DatabaseFull, DatabaseUnreachable {
  private static final long serialVersionUID = 1L;
  private static final List<String> OF_THE_MOMENT =
      List.of("40", "53", "57", "55P03", "25006", "25P03");

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether the database may well take the same a little later, since it is the moment that is
   * wrong and not what was asked for: it is gone, full or read-only, or somebody was in the way.
   */
  public boolean mayPass() {
    return getCause() instanceof SQLException cause && isOfTheMoment(cause);
  }

  /**
   * SQLSTATE class 40 (the transaction was rolled back for another's sake), 53 (something ran out),
   * 55P03 (a lock did not come), 57 (an operator or a time limit intervened), 25006 (a standby),
   * 25P03 (a time limit); or the pool, which has no connection to lend.
   */
  private static boolean isOfTheMoment(SQLException e) {
    @Nullable String state = e.getSQLState();
    return e instanceof SQLTransientException
        || (state != null && OF_THE_MOMENT.stream().anyMatch(state::startsWith));
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
