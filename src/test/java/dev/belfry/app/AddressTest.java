package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class AddressTest {

  /** What it had locked would be passed over by every node until the server noticed. */
  @Test
  void a_command_that_is_cut_off_is_noticed_by_the_server_within_half_a_minute(
      TestDatabase database, @TempDir Path home) throws SQLException {
    DbAddress own = database.address();
    Settings settings =
        Settings.read(
            Map.of(
                "BELFRY_HOME", home.toString(),
                "BELFRY_DB_URL", own.url(),
                "BELFRY_DB_USER", own.user(),
                "BELFRY_DB_PASSWORD", own.password()));

    try (Connection connection = new Address(settings).connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT sum(setting::int * CASE name WHEN 'tcp_keepalives_interval' THEN (
                         SELECT setting::int FROM pg_settings WHERE name = 'tcp_keepalives_count')
                       ELSE 1 END) AS seconds
                FROM pg_settings WHERE name IN ('tcp_keepalives_idle', 'tcp_keepalives_interval')
                """)) {
      row.next();
      assertThat(row.getInt("seconds")).isPositive().isLessThan(30);
    }
  }
}
