package dev.belfry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(PostgresExtension.class)
final class DatabaseTest {
  private final DbAddress address;
  private final Database database;
  private final QueueFixture queue;

  DatabaseTest(DbAddress address, TestDatabase fresh) {
    DataSource source = fresh.newConnections();
    this.address = address;
    this.database = new Database(Connections.of(source));
    this.queue = new QueueFixture(source);
  }

  @Test
  void work_that_throws_is_rolled_back_and_tells_what_it_threw() {
    IllegalStateException trouble = new IllegalStateException("half-way");

    Throwable thrown =
        catchThrowable(
            () ->
                database.transact(
                    connection -> {
                      run(connection, "INSERT INTO posts (created_by) VALUES ('me')");
                      throw trouble;
                    }));

    assertThat(thrown).isSameAs(trouble);
    assertThat(posts()).isZero();
  }

  @Test
  void a_refused_statement_undoes_the_whole_transaction_and_the_next_one_starts_afresh()
      throws SQLException {
    PGSimpleDataSource source = source(address.url(), address.user(), address.password());
    try (var only = source.getConnection()) {
      Database onOneConnection =
          new Database(
              new Connections() {
                @Override
                public Connection borrow() {
                  return only;
                }

                @Override
                public void giveBack(Connection connection) {}
              });
      assertThatThrownBy(
              () ->
                  onOneConnection.transact(
                      connection -> {
                        run(connection, "INSERT INTO posts (created_by) VALUES ('me')");
                        run(connection, "INSERT INTO posts (created_by) VALUES (NULL)");
                      }))
          .isExactlyInstanceOf(DatabaseException.class)
          .hasMessageContaining("created_by");

      onOneConnection.lend(c -> run(c, "INSERT INTO posts (created_by) VALUES ('me')"));
    }
    assertThat(posts()).isOne();
  }

  @Test
  void a_connection_that_breaks_in_a_transaction_makes_the_database_unreachable() {
    assertThatThrownBy(
            () ->
                database.transact(
                    connection -> {
                      queue.execute(
                          """
                          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                          WHERE datname = current_database() AND pid <> pg_backend_pid()
                            AND backend_type = 'client backend'
                          """);
                      run(connection, "INSERT INTO posts (created_by) VALUES ('me')");
                    }))
        .isInstanceOf(DatabaseUnreachable.class);
    assertThat(posts()).isZero();
  }

  @Test
  void who_is_not_let_in_cannot_reach_the_database_either() throws IOException {
    assertThat(meeting(source(address.url(), address.user(), "wrong")))
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("password authentication failed");
    assertThat(
            meeting(
                source(
                    address.url().replaceFirst("/test_[0-9_]+", "/nowhere"),
                    address.user(),
                    address.password())))
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("nowhere");
    assertThat(
            meeting(source("jdbc:postgresql://localhost:" + closedPort() + "/belfry", "me", "x")))
        .isInstanceOf(DatabaseUnreachable.class);
  }

  private static Throwable meeting(PGSimpleDataSource source) {
    return catchThrowable(() -> new Database(Connections.of(source)).lend(connection -> true));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static PGSimpleDataSource source(String url, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  private static boolean run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private int posts() {
    return database.lend(
        connection -> {
          try (var statement = connection.prepareStatement("SELECT count(*) AS n FROM posts")) {
            return Rows.first(statement, row -> row.getInt("n")).orElseThrow();
          }
        });
  }
}
