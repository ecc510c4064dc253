package dev.belfry.testing;

import static org.awaitility.Awaitility.await;

import dev.belfry.sql.SqlWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Somebody else's transaction, held open for as long as a test wants. */
public final class Rival implements AutoCloseable {
  private final Connection connection;

  public Rival(DataSource source) throws SQLException {
    this.connection = source.getConnection();
    connection.setAutoCommit(false);
  }

  public <T> T does(SqlWork<T> work) throws SQLException {
    return work.with(connection);
  }

  public void runs(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Begins the work elsewhere; returns when it waits for this transaction. */
  public <T> CompletableFuture<T> blocks(Supplier<T> work) {
    CompletableFuture<T> running = CompletableFuture.supplyAsync(work);
    await().until(this::somebodyWaits);
    return running;
  }

  public void commits() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private boolean somebodyWaits() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT EXISTS (SELECT 1 FROM pg_locks
                               WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
                """);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
