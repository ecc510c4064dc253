package dev.belfry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.cli.CheckSettings;
import dev.belfry.post.CheckName;
import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  private final Path home;

  SettingsTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void with_nothing_set_the_database_is_the_embedded_one() {
    Settings settings = read(Map.of());

    assertThat(settings.home()).isEqualTo(home);
    assertThat(settings.database()).isEmpty();
  }

  @Test
  void the_home_is_the_users_data_folder_unless_set() {
    assertThat(Settings.read(Map.of("XDG_DATA_HOME", home.toString())).home())
        .isEqualTo(home.resolve("belfry"));
  }

  @Test
  void the_key_is_in_the_users_configuration_unless_set() {
    assertThat(Settings.read(Map.of("XDG_CONFIG_HOME", home.toString())).keyFile())
        .isEqualTo(home.resolve("belfry").resolve("key"));
    assertThat(Settings.read(Map.of("BELFRY_KEY_FILE", "/run/secrets/belfry")).keyFile())
        .isEqualTo(Path.of("/run/secrets/belfry"));
  }

  @Test
  void the_file_names_a_database() throws IOException {
    file("db.url=jdbc:postgresql://db/belfry", "db.user=me", "db.password=pä=ss");

    assertThat(read(Map.of()).database())
        .contains(new DbAddress("jdbc:postgresql://db/belfry", "me", "pä=ss"));
  }

  @Test
  void the_environment_wins_value_by_value() throws IOException {
    file("db.url=jdbc:postgresql://db/belfry", "db.user=me", "db.password=old");

    assertThat(read(Map.of("BELFRY_DB_PASSWORD", "new")).database())
        .contains(new DbAddress("jdbc:postgresql://db/belfry", "me", "new"));
  }

  @Test
  void the_files_password_never_goes_to_a_database_that_the_environment_names() throws IOException {
    file("db.url=jdbc:postgresql://db/belfry", "db.user=me", "db.password=secret");

    assertThat(read(Map.of("BELFRY_DB_URL", "jdbc:postgresql://other/belfry")).database())
        .contains(new DbAddress("jdbc:postgresql://other/belfry", "", ""));
  }

  @Test
  void a_libpq_url_is_understood_and_its_credentials_are_taken_out() {
    assertThat(
            read(Map.of(
                    "BELFRY_DB_URL",
                    "postgres://m%40e:a+b%3Ac@db.example:6432/bel?sslmode=require&channel_binding=require"))
                .database())
        .contains(
            new DbAddress(
                "jdbc:postgresql://db.example:6432/bel?sslmode=require&channelBinding=require",
                "m@e",
                "a+b:c"));
  }

  @Test
  void credentials_among_the_parameters_are_taken_out_too() {
    assertThat(
            read(Map.of("BELFRY_DB_URL", "jdbc:postgresql://a:1,b:2/bel?user=me&password=pw"))
                .database())
        .contains(new DbAddress("jdbc:postgresql://a:1,b:2/bel", "me", "pw"));
  }

  @Test
  void no_password_shows() {
    Settings settings = read(Map.of("BELFRY_DB_URL", "postgresql://me:secret@db/bel"));

    assertThat(settings).asString().contains("me").doesNotContain("secret");
  }

  @Test
  void what_is_no_postgres_url_is_refused_without_repeating_it() {
    assertThatThrownBy(() -> read(Map.of("BELFRY_DB_URL", "mysql://me:secret@db/bel")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("BELFRY_DB_URL: is no Postgres URL")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_misspelt_key_is_named_with_those_that_there_are() throws IOException {
    file("db.ulr=jdbc:postgresql://db/belfry");

    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(
            "no setting \"db.ulr\"; the settings are db.url, db.user, db.password, checks.off");
  }

  @Test
  void checks_are_turned_off_and_on_by_the_file_and_by_the_environment_before_it()
      throws IOException {
    assertThat(read(Map.of()).checks()).isEqualTo(CheckSettings.DEFAULT);

    file("checks.off=all-caps, placeholder", "checks.on=links", "checks.same-text-days=7");
    assertThat(read(Map.of()).checks())
        .isEqualTo(
            new CheckSettings(
                Set.of(CheckName.ALL_CAPS, CheckName.PLACEHOLDER), Set.of(CheckName.LINKS), 7));
    assertThat(read(Map.of("BELFRY_CHECKS_OFF", "", "BELFRY_SAME_TEXT_DAYS", "90")).checks())
        .isEqualTo(new CheckSettings(Set.of(), Set.of(CheckName.LINKS), 90));
  }

  @ParameterizedTest
  @CsvSource({
    "checks.off=al-caps, 'settings.properties, checks.off: there is no check \"al-caps\"; did you"
        + " mean \"all-caps\"?'",
    "checks.off=embargo, an embargo is lifted post by post",
    "checks.same-text-days=0, from 1 to 365",
    "checks.same-text-days=many, from 1 to 365",
    "checks.same-text-days=9999, from 1 to 365"
  })
  void a_check_that_is_none_is_refused(String line, String why) throws IOException {
    file(line);

    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(why);
  }

  private void file(String... lines) throws IOException {
    Files.writeString(home.resolve("settings.properties"), String.join("\n", lines));
  }

  private Settings read(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("BELFRY_HOME", home.toString());
    return Settings.read(all);
  }
}
