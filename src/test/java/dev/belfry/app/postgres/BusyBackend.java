package dev.belfry.app.postgres;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A session in mid-query that does not look up, and so does not notice its server's death. */
record BusyBackend(Connection connection, ProcessHandle process) implements AutoCloseable {
  /** No table, no wait: nothing in it asks whether the postmaster lives. */
  private static final String BUSY =
      "DO $$ BEGIN FOR i IN 1..2000000000 LOOP NULL; END LOOP; END $$";

  static BusyBackend in(DbAddress address) throws SQLException {
    Connection connection = Sql.connect(address);
    long pid = pid(connection);
    Thread query = new Thread(() -> keepBusy(connection), "busy-backend");
    query.setDaemon(true);
    query.start();
    await().until(() -> isActive(address, pid));
    return new BusyBackend(connection, ProcessHandle.of(pid).orElseThrow());
  }

  /** Not merely alive: one that has ended may wait a while for its parent to notice. */
  boolean isAtWork() {
    return PostgresProcesses.isPostgres(process.info());
  }

  @Override
  public void close() throws SQLException {
    process.destroyForcibly();
    connection.close();
  }

  private static long pid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
      answer.next();
      return answer.getLong(1);
    }
  }

  private static void keepBusy(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(BUSY);
    } catch (SQLException ended) {
      // As every use of it ends: by a signal.
    }
  }

  private static boolean isActive(DbAddress address, long pid) throws SQLException {
    return Sql.ask(
            address,
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %' AND pid = "
                + pid)
        .equals("1");
  }
}
