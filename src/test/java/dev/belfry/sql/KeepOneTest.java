package dev.belfry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.testing.PostgresExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class KeepOneTest {
  private final Database others;
  private final KeepOne one;
  private final Database database;

  KeepOneTest(DataSource source) {
    this.others = new Database(Connections.of(source));
    this.one = new KeepOne(Connections.of(source));
    this.database = new Database(one);
  }

  @AfterEach
  void close() throws SQLException {
    one.close();
  }

  @Test
  void the_same_connection_serves_every_use() {
    int first = database.lend(KeepOneTest::backend);
    int second = database.inTransaction(KeepOneTest::backend);
    int third = database.lend(KeepOneTest::backend);

    assertThat(second).isEqualTo(first);
    assertThat(third).isEqualTo(first);
  }

  @Test
  void one_that_broke_meanwhile_fails_once_and_the_next_is_new() {
    int first = database.lend(KeepOneTest::backend);
    boolean unused = others.lend(connection -> end(connection, first));

    assertThatThrownBy(() -> database.lend(KeepOneTest::backend))
        .isInstanceOf(DatabaseUnreachable.class);
    assertThat(database.lend(KeepOneTest::backend)).isNotEqualTo(first);
  }

  @Test
  void who_comes_while_it_is_lent_gets_another() {
    int first =
        database.lend(
            connection -> {
              int other = database.lend(KeepOneTest::backend);
              int own = backend(connection);
              assertThat(other).isNotEqualTo(own);
              return own;
            });

    // The one that came back first is the one that is kept.
    assertThat(database.lend(KeepOneTest::backend)).isNotEqualTo(first);
  }

  @Test
  void nothing_is_kept_once_it_is_closed() throws SQLException {
    Connection lent = one.borrow();

    one.close();
    one.giveBack(lent);

    assertThat(lent.isClosed()).isTrue();
  }

  private static int backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static boolean end(Connection connection, int backend) throws SQLException {
    try (Statement statement = connection.createStatement();
        // Waits until it is gone, five seconds at the most.
        ResultSet row =
            statement.executeQuery("SELECT pg_terminate_backend(" + backend + ", 5000)")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
