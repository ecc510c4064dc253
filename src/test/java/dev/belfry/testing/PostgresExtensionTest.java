package dev.belfry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.app.postgres.DbAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class PostgresExtensionTest {
  private final DataSource fromConstructor;

  PostgresExtensionTest(DataSource fromConstructor) {
    this.fromConstructor = fromConstructor;
  }

  @RepeatedTest(2)
  void each_test_has_a_database_of_its_own(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE only_here (n int)");
    }
  }

  @Test
  void every_parameter_of_a_test_means_the_same_database(DataSource source, DbAddress address)
      throws SQLException {
    try (Connection one = source.getConnection();
        Connection two =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Connection three = fromConstructor.getConnection()) {
      assertThat(ask(one, "SELECT current_database()"))
          .isEqualTo(ask(two, "SELECT current_database()"))
          .isEqualTo(ask(three, "SELECT current_database()"));
    }
  }

  @Test
  void sessions_run_in_another_zone_than_the_program(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      assertThat(ask(connection, "SHOW timezone"))
          .isEqualTo(TestDatabase.SESSION_ZONE)
          .isNotEqualTo(ZoneId.systemDefault().getId());
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
