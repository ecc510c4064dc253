package dev.belfry.testing;

import dev.belfry.app.postgres.DbAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A migrated database that belongs to one test. Closing it drops it, whoever is still connected.
 *
 * @param name unique in its server
 */
public record TestDatabase(String name, DbAddress address) implements AutoCloseable {
  /**
   * Neither the JVM's zone nor UTC, and half an hour off: a session that is asked for a time shows.
   */
  public static final String SESSION_ZONE = "America/St_Johns";

  /** Opens a new connection at each call; its session's zone is {@link #SESSION_ZONE}. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new ZonedDataSource();
    source.setUrl(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    return source;
  }

  /** Another one with all that is in this one now: a backup that was restored. */
  public TestDatabase copy() {
    return TestPostgres.copyOf(name);
  }

  @Override
  public void close() {
    TestPostgres.drop(name);
  }

  /** The driver sends the JVM's zone at connect, over any default of the role or the database. */
  private static final class ZonedDataSource extends PGSimpleDataSource {
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      Connection connection = super.getConnection(user, password);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TIME ZONE '" + SESSION_ZONE + "'");
      }
      return connection;
    }
  }
}
