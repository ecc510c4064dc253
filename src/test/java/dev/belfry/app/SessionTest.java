package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class SessionTest {
  private final DbAddress address;

  SessionTest(TestDatabase database) {
    this.address = database.address();
  }

  @Test
  void what_a_promise_hangs_on_counts_for_more_than_the_address() throws SQLException {
    Session session =
        Session.of(
            with("options=-c%20lock_timeout%3D0%20-c%20search_path%3Dtower&socketTimeout=0"),
            "-c lock_timeout=10s",
            Map.of("socketTimeout", "35"));

    try (Connection connection = session.borrow()) {
      assertThat(setting(connection, "lock_timeout")).isEqualTo("10s");
      assertThat(setting(connection, "search_path")).isEqualTo("tower");
      assertThat(connection.getNetworkTimeout()).isEqualTo(35_000);
    }
  }

  @Test
  void the_rest_of_the_address_holds() throws SQLException {
    Session session =
        Session.of(with("ApplicationName=bell%20tower&options="), "-c jit=off", Map.of());

    try (Connection connection = session.borrow()) {
      assertThat(setting(connection, "application_name")).isEqualTo("bell tower");
      assertThat(setting(connection, "jit")).isEqualTo("off");
    }
  }

  @Test
  void an_address_without_parameters_gets_none() throws SQLException {
    Session session =
        Session.of(
            new DbAddress(address.url().split("\\?", 2)[0], address.user(), address.password()),
            "-c jit=off",
            Map.of());

    assertThat(session.url()).doesNotContain("?");
    try (Connection connection = session.borrow()) {
      assertThat(setting(connection, "jit")).isEqualTo("off");
    }
  }

  private DbAddress with(String parameters) {
    String url = address.url();
    return new DbAddress(
        url + (url.contains("?") ? "&" : "?") + parameters, address.user(), address.password());
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
