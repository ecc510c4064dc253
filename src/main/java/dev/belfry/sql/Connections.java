package dev.belfry.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where connections come from and go back to. */
public interface Connections {

  /**
   * A connection on which each statement commits by itself.
   *
   * @throws SQLException where none can be had
   */
  Connection borrow() throws SQLException;

  /** Takes back what was borrowed, also when it is broken. */
  void giveBack(Connection connection) throws SQLException;

  /** Takes back what failed in its borrower's hands, for whichever reason. */
  default void giveBackFailed(Connection connection) throws SQLException {
    giveBack(connection);
  }

  /** Connections of a source that closing gives back to: a pool, or one that opens them anew. */
  static Connections of(DataSource source) {
    return new Connections() {
      @Override
      public Connection borrow() throws SQLException {
        return source.getConnection();
      }

      @Override
      public void giveBack(Connection connection) throws SQLException {
        connection.close();
      }
    };
  }
}
