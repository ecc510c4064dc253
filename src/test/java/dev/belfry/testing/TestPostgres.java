package dev.belfry.testing;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.app.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The Postgres of this test JVM, started when the first test asks for a database and stopped when
 * the JVM ends.
 *
 * <p>It is the embedded Postgres that users get, but for {@code fsync} and {@code
 * full_page_writes}, which are off: a test that needs them on makes a home of its own.
 */
public final class TestPostgres {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final long PID = ProcessHandle.current().pid();

  private final DbAddress server;
  private final String template;

  /** Kept open: a new one for each database that is made and dropped costs as much as making it. */
  private final Connection admin;

  private TestPostgres(DbAddress server, String template, Connection admin) {
    this.server = server;
    this.template = template;
    this.admin = admin;
  }

  private static final class Holder {
    private static final TestPostgres INSTANCE = start();
  }

  /** A new database with all of {@code db/} applied. The caller closes it. */
  public static TestDatabase freshDatabase() {
    return copyOf(Holder.INSTANCE.template);
  }

  /** A new database with all that is in that one, to which nobody may be connected. */
  static TestDatabase copyOf(String template) {
    TestPostgres postgres = Holder.INSTANCE;
    String name = "test_%d_%d".formatted(PID, COUNTER.incrementAndGet());
    postgres.execute("CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY".formatted(name, template));
    return new TestDatabase(name, database(postgres.server, name));
  }

  static void drop(String name) {
    Holder.INSTANCE.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
  }

  private synchronized void execute(String sql) {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  static DbAddress database(DbAddress server, String name) {
    return new DbAddress(
        server.url().replaceFirst("/belfry\\?", "/" + name + "?"),
        server.user(),
        server.password());
  }

  static void execute(DbAddress server, String sql) {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  static List<String> databases(DbAddress server, String like) {
    String sql = "SELECT datname FROM pg_database WHERE datname LIKE '" + like + "'";
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      while (found.next()) {
        names.add(found.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static TestPostgres start() {
    Path folder = ClusterFolder.choose();
    EmbeddedPostgres postgres = EmbeddedPostgres.in(folder);
    DbAddress server = postgres.ensureRunning();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, folder), "end postgres"));
    execute(server, "ALTER SYSTEM SET fsync = off");
    execute(server, "ALTER SYSTEM SET full_page_writes = off");
    execute(server, "SELECT pg_reload_conf()");
    dropLeftovers(server);
    return new TestPostgres(server, MigratedTemplate.of(server), admin(server));
  }

  private static void end(EmbeddedPostgres postgres, Path folder) {
    postgres.stop();
    ClusterFolder.leave(folder);
  }

  private static Connection admin(DbAddress server) {
    try {
      return connect(server);
    } catch (SQLException e) {
      throw new AssertionError("can't connect to " + server, e);
    }
  }

  /** A JVM that was killed could not drop its databases. */
  private static void dropLeftovers(DbAddress server) {
    for (String name : databases(server, "test\\_%")) {
      long pid = Long.parseLong(name.split("_", 3)[1]);
      if (ProcessHandle.of(pid).isEmpty() || pid == PID) {
        execute(server, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
      }
    }
  }

  private static Connection connect(DbAddress server) throws SQLException {
    return DriverManager.getConnection(server.url(), server.credentials());
  }
}
