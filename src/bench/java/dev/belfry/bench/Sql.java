package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The benchmark's own connection, for what stands outside the time that is taken. */
final class Sql implements AutoCloseable {
  private final Connection connection;

  private Sql(Connection connection) {
    this.connection = connection;
  }

  static Sql on(DbAddress address) {
    try {
      return new Sql(DriverManager.getConnection(address.url(), address.credentials()));
    } catch (SQLException e) {
      throw new IllegalStateException("no connection to " + address, e);
    }
  }

  /** Statements, one after another. */
  void run(String... statements) {
    for (String sql : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }
  }

  /** A statement that is run again and again. */
  PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  /** The only value that a query gives, as text. */
  String ask(String query) {
    return row(query).get(0);
  }

  long number(String query) {
    return Long.parseLong(ask(query));
  }

  /** The first row that a query gives, as texts. */
  List<String> row(String query) {
    return rows(query).get(0);
  }

  List<List<String>> rows(String query) {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<List<String>> rows = new ArrayList<>();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(found.getString(i)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** What autovacuum would have done by the time that the posts are due, and nothing left to write. */
  void settleDown() {
    run("VACUUM ANALYZE", "CHECKPOINT");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
