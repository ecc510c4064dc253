package dev.belfry.testing;

import dev.belfry.app.postgres.DbAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;

/**
 * A database to copy from: migrated once for each state of {@code db/}, then kept, since copying it
 * takes a fraction of what migrating does.
 */
final class MigratedTemplate {
  private static final String UNFINISHED = "unfinished_template";

  private MigratedTemplate() {}

  /** Its name; it is made unless the server has it from an earlier run. */
  static String of(DbAddress server) {
    String name = "template_%08x".formatted(fingerprint());
    List<String> present = TestPostgres.databases(server, "template\\_%");
    if (!present.contains(name)) {
      present.forEach(old -> TestPostgres.execute(server, "DROP DATABASE " + old));
      make(server, name);
    }
    return name;
  }

  private static void make(DbAddress server, String name) {
    TestPostgres.execute(server, "DROP DATABASE IF EXISTS " + UNFINISHED + " WITH (FORCE)");
    TestPostgres.execute(server, "CREATE DATABASE " + UNFINISHED);
    DbAddress unfinished = TestPostgres.database(server, UNFINISHED);
    Flyway.configure()
        .dataSource(unfinished.url(), unfinished.user(), unfinished.password())
        .locations("classpath:db")
        .load()
        .migrate();
    TestPostgres.execute(server, "ALTER DATABASE %s RENAME TO %s".formatted(UNFINISHED, name));
  }

  private static long fingerprint() {
    CRC32 crc = new CRC32();
    URL folder = MigratedTemplate.class.getResource("/db");
    if (folder != null) {
      try (Stream<Path> files = Files.walk(Path.of(folder.toURI()))) {
        files.filter(Files::isRegularFile).sorted().forEach(file -> add(file, crc));
      } catch (IOException | URISyntaxException e) {
        throw new AssertionError("db/ can't be read", e);
      }
    }
    return crc.getValue();
  }

  private static void add(Path file, CRC32 crc) {
    try {
      crc.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      crc.update(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
