package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long what was looked up is fresh, and how long it is kept. */
@ExtendWith(PostgresExtension.class)
final class LookedUpTest {
  private static final Map<String, String> BOB = Map.of("mention bob.example", "did:plc:bob");

  private final Database database;

  LookedUpTest(DataSource source) {
    this.database = new Database(Connections.of(source));
  }

  @Test
  void it_is_fresh_for_a_day_and_can_be_had_long_after() {
    keep(BOB);
    assertThat(fresh()).isEqualTo(BOB);

    grow("25 hours");
    assertThat(fresh()).isEmpty();
    assertThat(known()).isEqualTo(BOB);
  }

  @Test
  void what_is_looked_up_again_is_fresh_again() {
    keep(BOB);
    grow("25 hours");
    keep(Map.of("mention bob.example", "did:plc:another"));

    assertThat(fresh()).containsEntry("mention bob.example", "did:plc:another");
  }

  @Test
  void what_nobody_asked_for_in_months_is_forgotten() {
    keep(BOB);
    grow("91 days");
    assertThat(known()).isEmpty();

    keep(Map.of("mention eve.example", "did:plc:eve"));
    grow("-91 days");
    assertThat(known()).isEmpty();
  }

  private void keep(Map<String, String> found) {
    database.transact(connection -> LookedUp.keep(connection, found));
  }

  private Map<String, String> fresh() {
    return database.lend(connection -> LookedUp.fresh(connection, Set.of("mention bob.example")));
  }

  private Map<String, String> known() {
    return database.lend(connection -> LookedUp.of(connection, Set.of("mention bob.example")));
  }

  /** Makes everything that is kept older by so much. */
  private void grow(String older) {
    database.transact(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("UPDATE looked_up SET at = at - ?::interval")) {
            statement.setString(1, older);
            statement.executeUpdate();
          }
        });
  }
}
