package dev.belfry.app;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.app.postgres.UserFolders;
import dev.belfry.cli.CheckSettings;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a person set: in the environment, else in {@code settings.properties} in the home folder.
 *
 * <p>The environment wins, value by value; but credentials from the file only ever go to the
 * database that the file names, never to one that the environment names.
 */
public final class Settings {
  private static final String FILE = "settings.properties";
  private static final String CHECKS_OFF = "checks.off";
  private static final String CHECKS_ON = "checks.on";
  private static final String SAME_TEXT_DAYS = "checks.same-text-days";
  private static final List<String> KEYS =
      List.of("db.url", "db.user", "db.password", CHECKS_OFF, CHECKS_ON, SAME_TEXT_DAYS);

  private final Path home;
  private final Path keyFile;
  private final @Nullable DbAddress database;
  private final CheckSettings checks;

  private Settings(Path home, Path keyFile, @Nullable DbAddress database, CheckSettings checks) {
    this.home = home;
    this.keyFile = keyFile;
    this.database = database;
    this.checks = checks;
  }

  /**
   * Reads both.
   *
   * @throws InvalidInput naming each key of the file that means nothing, or a URL that is none
   */
  public static Settings read(Map<String, String> environment) {
    String set = environment.getOrDefault("BELFRY_HOME", "");
    Path home = set.isEmpty() ? UserFolders.of(environment).data() : Path.of(set).toAbsolutePath();
    String key = environment.getOrDefault("BELFRY_KEY_FILE", "");
    Path keyFile =
        key.isEmpty()
            ? UserFolders.of(environment).config().resolve("key")
            : Path.of(key).toAbsolutePath();
    Properties file = file(home.resolve(FILE));
    return new Settings(home, keyFile, database(environment, file), checks(environment, file));
  }

  /** Where everything of Belfry's is kept; absolute, and perhaps not yet made. */
  public Path home() {
    return home;
  }

  /** Where the key is that seals log-ins; absolute, and perhaps not yet made. */
  public Path keyFile() {
    return keyFile;
  }

  /** Which checks are made before a post is queued. */
  public CheckSettings checks() {
    return checks;
  }

  /** The Postgres that the person runs; empty means the embedded one. */
  public Optional<DbAddress> database() {
    return Optional.ofNullable(database);
  }

  @Override
  public String toString() {
    return "home %s, database %s".formatted(home, database == null ? "embedded" : database);
  }

  private static @Nullable DbAddress database(Map<String, String> environment, Properties file) {
    String fromEnvironment = environment.getOrDefault("BELFRY_DB_URL", "");
    boolean named = !fromEnvironment.isEmpty();
    String url = named ? fromEnvironment : file.getProperty("db.url", "");
    if (url.isBlank()) {
      return null;
    }
    DbAddress inUrl = DatabaseUrl.parse(named ? "BELFRY_DB_URL" : FILE + ", db.url", url.strip());
    String user = named ? inUrl.user() : file.getProperty("db.user", inUrl.user());
    String password = named ? inUrl.password() : file.getProperty("db.password", inUrl.password());
    return new DbAddress(
        inUrl.url(),
        environment.getOrDefault("BELFRY_DB_USER", user),
        environment.getOrDefault("BELFRY_DB_PASSWORD", password));
  }

  private static CheckSettings checks(Map<String, String> environment, Properties file) {
    Said off = Said.of(environment, "BELFRY_CHECKS_OFF", file, CHECKS_OFF);
    Said on = Said.of(environment, "BELFRY_CHECKS_ON", file, CHECKS_ON);
    Said days = Said.of(environment, "BELFRY_SAME_TEXT_DAYS", file, SAME_TEXT_DAYS);
    return new CheckSettings(
        CheckSettings.names(off.where, off.value),
        CheckSettings.names(on.where, on.value),
        days.value.isBlank()
            ? CheckSettings.DEFAULT.sameTextDays()
            : CheckSettings.days(days.where, days.value));
  }

  /** A value, empty where there is none, and where it stands. */
  private record Said(String where, String value) {
    static Said of(Map<String, String> environment, String variable, Properties file, String key) {
      return environment.containsKey(variable)
          ? new Said(variable, environment.getOrDefault(variable, ""))
          : new Said(FILE + ", " + key, file.getProperty(key, ""));
    }
  }

  private static Properties file(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (NoSuchFileException none) {
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInput(file.toString(), "can't be read as a properties file in UTF-8: " + e);
    }
    refuseUnknown(file, properties);
    return properties;
  }

  private static void refuseUnknown(Path file, Properties properties) {
    List<Problem> unknown =
        properties.stringPropertyNames().stream()
            .filter(key -> !KEYS.contains(key))
            .sorted()
            .map(
                key ->
                    new Problem(
                        file.toString(),
                        "there is no setting \"%s\"; the settings are %s"
                            .formatted(key, String.join(", ", KEYS))))
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInput(unknown);
    }
  }
}
