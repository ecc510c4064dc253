package dev.belfry.app.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homes that can't be served: each is refused in one sentence that names the place. */
final class RefusedHomeTest {
  private final Path home;
  private final EmbeddedPostgres postgres;

  RefusedHomeTest(@TempDir Path scratch) {
    home = scratch.resolve("home");
    postgres = EmbeddedPostgres.in(home);
  }

  @Test
  void a_data_folder_of_another_major_version() throws IOException {
    Path data = Files.createDirectories(home.resolve("postgres"));
    Files.writeString(data.resolve("PG_VERSION"), "16\n");
    SavedConnection.fresh(data).write(home);

    assertThatThrownBy(postgres::ensureRunning)
        .isInstanceOf(DatabaseSetupFailed.class)
        .hasMessageContaining("was made by Postgres 16 and this Belfry brings 17");
  }

  @Test
  void a_data_folder_that_is_none() throws IOException {
    SavedConnection.fresh(Files.createDirectories(home.resolve("postgres"))).write(home);

    assertThatThrownBy(postgres::ensureRunning)
        .isInstanceOf(DatabaseSetupFailed.class)
        .hasMessageContaining("holds no Postgres cluster");
  }

  @Test
  void a_cluster_whose_password_is_lost() throws IOException {
    Files.createDirectories(home.resolve("postgres"));

    assertThatThrownBy(postgres::ensureRunning)
        .isInstanceOf(DatabaseSetupFailed.class)
        .hasMessageContaining("postgres.properties, which has its password, is missing");
  }

  @Test
  void a_file() throws IOException {
    Files.writeString(home, "");

    assertThatThrownBy(postgres::ensureRunning)
        .isInstanceOf(DatabaseSetupFailed.class)
        .hasMessageContaining(home.toString());
  }

  @Test
  void a_machine_that_no_build_is_for() {
    assertThatThrownBy(() -> PostgresPlatform.of("SunOS", "sparcv9"))
        .isInstanceOf(DatabaseSetupFailed.class)
        .hasMessage(
            "There is no embedded Postgres for SunOS on sparcv9; set BELFRY_DB_URL to a Postgres of"
                + " your own");
  }
}
