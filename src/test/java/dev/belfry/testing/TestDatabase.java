package dev.belfry.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.app.postgres.DbAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A migrated database that belongs to one test. Closing it drops it, whoever is still connected.
 * Thread-safe.
 */
public final class TestDatabase implements AutoCloseable {
  /**
   * Neither the JVM's zone nor UTC, and half an hour off: a session that is asked for a time shows.
   */
  public static final String SESSION_ZONE = "America/St_Johns";

  /** The driver sends the JVM's zone at connect, over any default of the role or the database. */
  private static final String SET_ZONE = "SET TIME ZONE '" + SESSION_ZONE + "'";

  /** Of the fifty that the server has: others are for programs that a test starts. */
  private static final int CONNECTIONS = 20;

  private static final Duration UNUSED = Duration.ofSeconds(10);

  private final String name;
  private final DbAddress address;
  private @Nullable HikariDataSource pool;

  /**
   * @param name unique in its server
   */
  TestDatabase(String name, DbAddress address) {
    this.name = name;
    this.address = address;
  }

  public String name() {
    return name;
  }

  public DbAddress address() {
    return address;
  }

  /**
   * A pool of connections, always the same one: most of the time of a test that opened a new one
   * for each of its steps went there. A session's zone is {@link #SESSION_ZONE}; whatever else a
   * test sets in one it takes back.
   */
  public synchronized DataSource dataSource() {
    HikariDataSource kept = pool;
    if (kept == null) {
      kept = new HikariDataSource(settings());
      pool = kept;
    }
    return kept;
  }

  /**
   * Opens a new connection at each call, for tests of what becomes of one: whether it listens, or
   * is cut off.
   */
  public DataSource newConnections() {
    return newConnections(address);
  }

  /** The same for any other database, of a server that may be stopped meanwhile. */
  public static DataSource newConnections(DbAddress address) {
    PGSimpleDataSource source = new ZonedDataSource();
    source.setUrl(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    return source;
  }

  /** A connection that is the caller's alone, and gone when closed, where the source has a pool. */
  public static Connection newConnection(DataSource source) throws SQLException {
    if (!(source instanceof HikariDataSource pooled)) {
      return source.getConnection();
    }
    Connection connection =
        DriverManager.getConnection(pooled.getJdbcUrl(), pooled.getDataSourceProperties());
    setZone(connection);
    return connection;
  }

  /** Another one with all that is in this one now: a backup that was restored. */
  public synchronized TestDatabase copy() {
    HikariDataSource kept = pool;
    if (kept != null) {
      // Closed in a moment, for which Postgres waits.
      kept.getHikariPoolMXBean().softEvictConnections();
    }
    return TestPostgres.copyOf(name);
  }

  @Override
  public synchronized void close() {
    HikariDataSource kept = pool;
    if (kept != null) {
      kept.close();
    }
    TestPostgres.drop(name);
  }

  private static void setZone(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SET_ZONE);
    }
  }

  private HikariConfig settings() {
    Properties session = address.credentials();
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.url());
    config.setDataSourceProperties(session);
    config.setConnectionInitSql(SET_ZONE);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setIdleTimeout(UNUSED.toMillis());
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static final class ZonedDataSource extends PGSimpleDataSource {
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      Connection connection = super.getConnection(user, password);
      setZone(connection);
      return connection;
    }
  }
}
