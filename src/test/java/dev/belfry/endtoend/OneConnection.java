package dev.belfry.endtoend;

import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A test's own connection, kept: opening one for each question takes more of the machine than what
 * the test is about. Opened again where it broke. For one thread at a time.
 */
public final class OneConnection implements Connections {
  private static final int PATIENCE_SECONDS = 1;

  private final DataSource source;
  private @Nullable Connection connection;

  private OneConnection(DataSource source) {
    this.source = source;
  }

  public static Database to(DataSource source) {
    return new Database(new OneConnection(source));
  }

  @Override
  public Connection borrow() throws SQLException {
    Connection kept = connection;
    if (kept == null || !kept.isValid(PATIENCE_SECONDS)) {
      kept = source.getConnection();
      connection = kept;
    }
    return kept;
  }

  @Override
  public void giveBack(Connection borrowed) {
    // It is kept for the next question; the database is dropped with whoever is connected.
  }
}
