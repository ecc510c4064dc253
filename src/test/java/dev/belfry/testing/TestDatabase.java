package dev.belfry.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.app.postgres.DbAddress;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A migrated database that belongs to one test. Closing it drops it, whoever is still connected.
 * Thread-safe.
 */
public final class TestDatabase implements AutoCloseable {
  /**
   * Neither the JVM's zone nor UTC, and half an hour off: a session that is asked for a time shows.
   */
  public static final String SESSION_ZONE = "America/St_Johns";

  private static final int CONNECTIONS = 40;

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

  private HikariConfig settings() {
    Properties session = address.credentials();
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.url());
    config.setDataSourceProperties(session);
    // The driver sends the JVM's zone at connect, over any default of the role or the database.
    config.setConnectionInitSql("SET TIME ZONE '" + SESSION_ZONE + "'");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    return config;
  }
}
