package dev.belfry.endtoend.rehearsal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.TestDatabase;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A database whose clock the test drives: whatever asks it for the time, for leases, bills or the
 * history, is told where the hand stands. In whichever session of a pool, as nodes have it.
 */
final class DrivenClock implements InstantSource, AutoCloseable {
  private static final String DRIVEN =
      """
      CREATE SCHEMA driven;
      CREATE TABLE driven.clock (hand timestamptz NOT NULL);
      INSERT INTO driven.clock VALUES (now());
      CREATE FUNCTION driven.clock_timestamp() RETURNS timestamptz LANGUAGE sql STABLE
        AS 'SELECT hand FROM driven.clock';
      DO $$
      DECLARE
        dated record;
      BEGIN
        FOR dated IN
          SELECT c.relname AS name, a.attname AS col
          FROM pg_attrdef d
          JOIN pg_class c ON c.oid = d.adrelid
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
          WHERE pg_get_expr(d.adbin, d.adrelid) = 'clock_timestamp()'
        LOOP
          EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET DEFAULT driven.clock_timestamp()',
                         dated.name, dated.col);
        END LOOP;
      END $$;
      """;

  private final HikariDataSource pool;
  private final Database database;
  private Instant now;

  DrivenClock(TestDatabase test, Instant now) {
    new Database(Connections.of(test.dataSource()))
        .transact(c -> execute(c.createStatement(), DRIVEN));
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(test.address().url());
    config.setDataSourceProperties(test.address().credentials());
    config.addDataSourceProperty("options", "-c search_path=driven,pg_catalog,public");
    config.setMaximumPoolSize(4);
    this.pool = new HikariDataSource(config);
    this.database = new Database(Connections.of(pool));
    this.now = now;
    turnTo(now);
  }

  private static void execute(Statement statement, String sql) throws java.sql.SQLException {
    try (statement) {
      statement.execute(sql);
    }
  }

  Database database() {
    return database;
  }

  void turnTo(Instant instant) {
    now = instant;
    database.transact(
        c -> execute(c.createStatement(), "UPDATE driven.clock SET hand = '" + instant + "'"));
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void close() {
    pool.close();
  }
}
