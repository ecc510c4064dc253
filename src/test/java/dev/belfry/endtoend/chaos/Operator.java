package dev.belfry.endtoend.chaos;

import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.endtoend.Belfry;
import dev.belfry.post.AccountName;
import dev.belfry.queue.DueNotices;
import dev.belfry.queue.Holds;
import dev.belfry.queue.Holds.Hold;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The person at the desk: lets held accounts go on, and has patience. */
final class Operator {
  private final Database database;
  private final Belfry belfry;
  private int resumed;
  private int retried;

  Operator(Database database, Belfry belfry) {
    this.database = database;
    this.belfry = belfry;
  }

  /** Lets every account go on that the breaker has stopped. */
  void resumeHeld() {
    database.transact(
        connection -> {
          for (Hold hold : Holds.all(connection)) {
            AccountName name = requireNonNull(hold.account());
            Account account = Accounts.get(connection, name);
            if (Holds.resume(connection, account, "operator@desk")) {
              resumed++;
            }
          }
        });
  }

  /**
   * Lets the time pass until everything that waits for a later instant is due: minutes may be left
   * until a back-off is over, and nothing happens in them.
   *
   * @param showsAfter how long a network takes to show a post: for that much of the time a look
   *     waits in earnest
   */
  void letTimePass(Instant now, Duration showsAfter) {
    database.transact(connection -> pullForward(connection, now, now.minus(showsAfter)));
  }

  private static void pullForward(Connection connection, Instant now, Instant shown)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            UPDATE waiting SET
              due_at = least(due_at, ?),
              look_at = CASE WHEN look_at IS NOT NULL THEN least(look_at, ?) END
            WHERE delivery_id IN (
              SELECT delivery_id FROM waiting
              WHERE (state = 'scheduled' AND due_at > ?)
                OR (look_at > ? AND NOT EXISTS (
                      SELECT 1 FROM attempts t
                      WHERE t.delivery_id = waiting.delivery_id AND t.opened_at > ?))
              FOR UPDATE SKIP LOCKED)
            """)) {
      for (int parameter = 1; parameter <= 4; parameter++) {
        statement.setObject(parameter, timestamp(now));
      }
      statement.setObject(5, timestamp(shown));
      if (statement.executeUpdate() > 0) {
        DueNotices.send(connection, now);
      }
    }
  }

  /** Has what the network refused for good sent again, as a person does who has seen why. */
  void retryFailed() {
    List<Long> failed =
        database.lend(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "SELECT DISTINCT post_id FROM deliveries WHERE ended = 'failed'")) {
                return Rows.list(statement, row -> row.getLong("post_id"));
              }
            });
    for (long post : failed) {
      String unused = belfry.run("retry", Long.toString(post));
      retried++;
    }
  }

  /** How many failed posts were sent again. */
  int retried() {
    return retried;
  }

  /** How many accounts the breaker had stopped. */
  int resumed() {
    return resumed;
  }
}
