package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What queueing one post costs at the least, written by hand: a post that nobody has checked and its
 * place in the queue, in one statement that commits by itself.
 */
final class FloorQueue implements AutoCloseable {
  private final Sql sql;
  private final PreparedStatement insert;
  private long queued;

  private FloorQueue(Sql sql) throws SQLException {
    this.sql = sql;
    this.insert =
        sql.prepare(
            """
            WITH post AS (
              INSERT INTO posts (account, text, body) VALUES (?, ?, ?) RETURNING id, account)
            INSERT INTO hot (post_id, account, due_at) SELECT id, account, ? FROM post
            """);
  }

  /** In a database that has nothing yet. */
  static FloorQueue in(DbAddress address) {
    Sql sql = Sql.on(address);
    sql.run(FloorTables.ALL);
    try {
      return new FloorQueue(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void queueOne(Instant due) {
    String text = Texts.text(queued);
    try {
      insert.setInt(1, (int) (queued % 100));
      insert.setString(2, text);
      insert.setString(3, "{\"text\":\"" + text + "\"}");
      insert.setObject(4, due.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    queued++;
  }

  @Override
  public void close() {
    sql.close();
  }
}
