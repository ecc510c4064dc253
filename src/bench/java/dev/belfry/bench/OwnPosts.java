package dev.belfry.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.app.postgres.DbAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * Posts and history beside a scheduler that knows only jobs: the job reads its post and writes one
 * row of history, in one statement, committed by itself.
 */
final class OwnPosts {
  private final DataSource source;
  private volatile CountDownLatch left = new CountDownLatch(0);

  OwnPosts(DataSource source) {
    this.source = source;
  }

  static HikariDataSource pool(DbAddress address, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setDataSourceProperties(address.credentials());
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }

  static void createTables(Sql sql) {
    sql.run(
        """
        CREATE TABLE posts (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account int NOT NULL, text text NOT NULL)
        """,
        """
        CREATE TABLE history (
          seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          at timestamptz NOT NULL DEFAULT clock_timestamp(),
          post_id bigint NOT NULL, account int NOT NULL, text text NOT NULL)
        """);
  }

  /** Saves so many posts and gives the number of the first. */
  static long save(Sql sql, int posts) {
    long before = sql.number("SELECT coalesce(max(id), 0) FROM posts");
    sql.run(
        "INSERT INTO posts (account, text) SELECT n %% 100, %s FROM generate_series(1, %d) n"
            .formatted(Texts.IN_SQL, posts));
    return before + 1;
  }

  void expect(int jobs) {
    left = new CountDownLatch(jobs);
  }

  void awaitAll() throws InterruptedException {
    left.await();
  }

  /** What each job does. */
  void release(long post) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                INSERT INTO history (post_id, account, text)
                SELECT id, account, text FROM posts WHERE id = ?
                """)) {
      statement.setLong(1, post);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    left.countDown();
  }

  static Span span(Sql sql, String since) {
    return Span.read(sql, "history", "at", "at", since);
  }
}
