package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.app.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/**
 * The embedded Postgres as users get it, durable, in a home of its own. Every database on it is new:
 * what one engine left behind must not slow down the next.
 */
final class BenchServer implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final DbAddress server;

  private BenchServer(EmbeddedPostgres postgres, DbAddress server) {
    this.postgres = postgres;
    this.server = server;
  }

  static BenchServer start(Path home) {
    EmbeddedPostgres postgres = EmbeddedPostgres.in(home);
    return new BenchServer(postgres, postgres.ensureRunning());
  }

  /**
   * Starts it with more settings than users have.
   *
   * @param settings lines of {@code postgresql.conf}
   */
  static BenchServer startWith(Path home, String settings) {
    try (BenchServer first = start(home)) {
      Path conf = Path.of(first.ask("SHOW data_directory"), "postgresql.conf");
      String text = Files.readString(conf);
      if (!text.contains(settings)) {
        Files.writeString(conf, text + settings + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return start(home);
  }

  /** A database with nothing in it. */
  DbAddress empty(String name) {
    drop(name);
    try (Sql sql = Sql.on(server)) {
      sql.run("CREATE DATABASE " + name);
    }
    return new DbAddress(
        server.url().replaceFirst("/belfry\\?", "/" + name + "?"),
        server.user(),
        server.password());
  }

  /** A database with all of {@code db/} applied. */
  DbAddress migrated(String name) {
    DbAddress address = empty(name);
    Flyway.configure()
        .dataSource(address.url(), address.user(), address.password())
        .locations("classpath:db")
        .load()
        .migrate();
    return address;
  }

  void drop(String name) {
    try (Sql sql = Sql.on(server)) {
      sql.run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
  }

  /** The only value that a query gives; asked in a database that no engine works in. */
  String ask(String query) {
    try (Sql sql = Sql.on(server)) {
      return sql.ask(query);
    }
  }

  @Override
  public void close() {
    boolean unused = postgres.stop();
  }
}
