package dev.belfry.app;

import dev.belfry.app.postgres.DatabaseSetupFailed;
import dev.belfry.app.postgres.DbAddress;
import dev.belfry.app.postgres.EmbeddedPostgres;
import dev.belfry.sql.DatabaseUnreachable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.postgresql.util.PSQLState;

/** Finds the database, and starts it where that is needed. Thread-safe. */
final class Address {
  /**
   * For sessions. A program that is cut off in the middle of a change must not keep others from it
   * for the two hours after which a server's system asks by itself whether it is still there.
   */
  static final String KEEPALIVES =
      "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

  private final Settings settings;

  Address(Settings settings) {
    this.settings = settings;
  }

  boolean isEmbedded() {
    return settings.database().isEmpty();
  }

  EmbeddedPostgres embedded() {
    return EmbeddedPostgres.in(settings.home());
  }

  /**
   * Connects. The embedded server is first looked for where it was last; only when it is not there
   * is anything locked, started or recovered.
   *
   * @throws DatabaseUnreachable where the embedded server can't be had
   */
  Connection connect() throws SQLException {
    Optional<DbAddress> own = settings.database();
    if (own.isPresent()) {
      return connect(own.get());
    }
    Optional<DbAddress> last = embedded().lastKnown();
    if (last.isPresent()) {
      try {
        return connect(last.get());
      } catch (SQLException e) {
        if (!mayBeDown(e)) {
          throw e;
        }
      }
    }
    return connect(running());
  }

  /** Where the database answers, the embedded server running. */
  DbAddress running() {
    return settings.database().orElseGet(this::startEmbedded);
  }

  private DbAddress startEmbedded() {
    try {
      return embedded().ensureRunning();
    } catch (DatabaseSetupFailed e) {
      throw new DatabaseUnreachable(String.valueOf(e.getMessage()), e);
    }
  }

  /** Also what another program on the same port says. */
  private static boolean mayBeDown(SQLException e) {
    return PSQLState.isConnectionError(e.getSQLState())
        || e.getSQLState() == null
        || e.getSQLState().startsWith("57P0")
        || e.getSQLState().startsWith("28");
  }

  private static Connection connect(DbAddress address) throws SQLException {
    return Session.of(address, KEEPALIVES, Map.of()).borrow();
  }
}
