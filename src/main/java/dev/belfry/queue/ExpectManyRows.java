package dev.belfry.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Readies a transaction that will write very many rows. */
public final class ExpectManyRows {
  private ExpectManyRows() {}

  /**
   * Has the planner use indexes until the transaction ends. The checks of foreign keys are planned
   * once a session, when the tables may be empty, and then a scan of the whole table looks
   * cheapest. Kept while the table grows, such plans made 100,000 posts take more than ten minutes
   * instead of one. Statistics would come too late: they are gathered of committed rows.
   */
  public static void inTransaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL enable_seqscan = off");
    }
  }
}
