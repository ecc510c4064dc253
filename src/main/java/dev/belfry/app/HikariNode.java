package dev.belfry.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.account.Vault;
import dev.belfry.app.postgres.DbAddress;
import dev.belfry.cli.NodeEquipment;
import dev.belfry.publish.Publishers;
import dev.belfry.queue.DatabaseClock;
import dev.belfry.release.SentMarks;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.KeepOne;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's pool, its listening connection and its clock. */
final class HikariNode implements NodeEquipment {
  private static final Logger log = LoggerFactory.getLogger(HikariNode.class);

  private static final int CONNECTIONS = 4;

  /** One for each batch, and one for the pass beside them: a new connection takes its time. */
  private static final int READY = 3;

  /**
   * A frozen or cut-off client must not hold a row for ever; and what a node says is committed must
   * be on disk, whatever the server's default. Each statement is planned once for all batches, and
   * never to read a table from end to end: that is how one is planned whose table is still empty,
   * and it stays so while the table grows.
   */
  private static final String SESSION =
      "-c idle_in_transaction_session_timeout=5s -c statement_timeout=30s -c lock_timeout=10s"
          + " -c synchronous_commit=on"
          + " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off"
          + " "
          + Address.KEEPALIVES;

  /**
   * In seconds, longer than any statement may take: a server that was cut off without a word is
   * given up, and an outcome in hand is offered to it over a new connection.
   */
  private static final String SOCKET_TIMEOUT = "35";

  /** In seconds. */
  private static final String CONNECT_TIMEOUT = "5";

  /** In seconds, within the lease: a sign of life that takes longer is none. */
  private static final String BEAT_TIMEOUT = "5";

  private final Session session;
  private final HikariDataSource pool;
  private final Database database;
  private final KeepOne beating;
  private final InstantSource machineClock;
  private final DatabaseClock databaseClock;
  private final Duration lease;
  private final MarkFiles marks;
  private final Vault vault;
  private final Publishers publishers;

  HikariNode(
      String node,
      DbAddress address,
      InstantSource machineClock,
      Duration lease,
      Path home,
      Senders senders) {
    this.marks = new MarkFiles(home.resolve("marks"));
    this.machineClock = machineClock;
    this.lease = lease;
    this.session = session(node, address, SOCKET_TIMEOUT);
    this.beating = new KeepOne(session(node, address, BEAT_TIMEOUT));
    this.pool = new HikariDataSource(pool());
    this.database = new Database(Connections.of(pool));
    this.databaseClock = new DatabaseClock(database, machineClock);
    this.vault = senders.vault(database);
    this.publishers = senders.publishers(database, vault, databaseClock);
  }

  private static Session session(String node, DbAddress address, String socketTimeout) {
    return Session.of(
        address,
        SESSION,
        Map.of(
            "ApplicationName",
            "belfry " + node,
            "tcpKeepAlive",
            "true",
            "connectTimeout",
            CONNECT_TIMEOUT,
            "socketTimeout",
            socketTimeout,
            // A node asks the same few statements all its life.
            "prepareThreshold",
            "1"));
  }

  private HikariConfig pool() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("belfry");
    config.setJdbcUrl(session.url());
    config.setDataSourceProperties(session.properties());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(READY);
    config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    config.setInitializationFailTimeout(-1);
    config.setExceptionOverride(new GiveUpReaders());
    return config;
  }

  @Override
  public Database database() {
    return database;
  }

  @Override
  public Connections pooled() {
    return Connections.of(pool);
  }

  @Override
  public Database beating() {
    return new Database(beating);
  }

  @Override
  public Connections listening() {
    return session;
  }

  @Override
  public DatabaseClock databaseClock() {
    return databaseClock;
  }

  @Override
  public Publishers publishers() {
    return publishers;
  }

  @Override
  public Vault vault() {
    return vault;
  }

  @Override
  public InstantSource machineClock() {
    return machineClock;
  }

  @Override
  public Duration lease() {
    return lease;
  }

  @Override
  public SentMarks marks() {
    return marks;
  }

  @Override
  public void close() {
    marks.close();
    pool.close();
    try {
      beating.close();
    } catch (SQLException e) {
      log.debug("A connection did not close in order", e);
    }
  }
}
