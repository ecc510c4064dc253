package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.cli.Training;
import dev.belfry.networks.Networks;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class TrainingTest {
  private static final int INVALID_INPUT = 3;

  @Test
  void a_training_run_goes_all_the_way_and_changes_nothing(DbAddress address, DataSource source) {
    Map<String, String> environment =
        Map.of(
            "BELFRY_DB_URL", address.url(),
            "BELFRY_DB_USER", address.user(),
            "BELFRY_DB_PASSWORD", address.password());

    try (OpenWorkplace workplace =
        new OpenWorkplace(environment, Training.nowhere(), Networks::new)) {
      assertThat(Training.run(workplace)).isEqualTo(INVALID_INPUT);
    }

    assertThat(new QueueFixture(source).history()).isEmpty();
  }
}
