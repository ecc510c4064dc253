package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.account.Credentials;
import dev.belfry.account.Vault;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.networks.Networks;
import dev.belfry.publish.Publishers;
import dev.belfry.queue.DatabaseClock;
import dev.belfry.release.SentMarks;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.OneSession;
import dev.belfry.testing.MemoryKeys;
import dev.belfry.testing.SettableClock;
import dev.belfry.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Commands as a person runs them, inside the test, over a real database: {@code run("draft",
 * "Ding")}. Each has a console of its own, whose standard streams are files unless a screen is
 * given.
 */
public final class TestWorkplace extends FakeWorkplace {
  /** When everything happens, unless the clock is told to go on: a Tuesday, 04:00 in New York. */
  public static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  /** What a command printed, without colours, and the code that it ended with. */
  public record Ran(int exit, String out, String err) {
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  private final DataSource source;
  private final Database database;
  private final SettableClock clock;
  private Publishers publishers;
  private final Vault vault;
  private final Map<String, String> environment = new HashMap<>();
  private CheckSettings checks = CheckSettings.DEFAULT;

  /** A workplace at {@link #NOW}. */
  public TestWorkplace(DataSource source) {
    this(source, NOW);
  }

  public TestWorkplace(DataSource source, Instant now) {
    this(source, now, credentials -> new Networks());
  }

  /**
   * @param make makes those who send, with the workplace's credentials
   */
  public TestWorkplace(
      DataSource source, Instant now, Function<Credentials, ? extends Publishers> make) {
    super(Screen.files());
    this.source = source;
    this.database = new Database(new CommandsConnection(source));
    this.vault = new Vault(database, new MemoryKeys());
    this.publishers = make.apply(vault);
    this.clock = new SettableClock(now);
  }

  /** A workplace at the database's own time, which nodes go by: for tests that run one. */
  public static TestWorkplace onTime(DataSource source) {
    return onTime(source, credentials -> new Networks());
  }

  /** The same with others who send. */
  public static TestWorkplace onTime(
      DataSource source, Function<Credentials, ? extends Publishers> make) {
    Database database = new Database(Connections.of(source));
    return new TestWorkplace(source, new DatabaseClock(database, () -> NOW).instant(), make);
  }

  /** Runs the command with an empty standard input. */
  public Ran run(String... args) {
    return runOn(Screen.files(), args);
  }

  /** Runs the command with this text on its standard input. */
  public Ran runWith(String input, String... args) {
    return runOn(Screen.files(input.getBytes(UTF_8)), args);
  }

  /** Runs the command on this screen; a screen is for one command. */
  public Ran runOn(Screen itsScreen, String... args) {
    screen = itsScreen;
    int exit = new CommandRunner(this).run(args);
    return new Ran(exit, screen.out(), screen.err());
  }

  /** Sets an environment variable for the commands to come. */
  public void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Has the commands to come make these checks. */
  void check(CheckSettings settings) {
    checks = settings;
  }

  @Override
  public CheckSettings checks() {
    return checks;
  }

  /** Has the commands to come talk to these networks. */
  public void on(Publishers networks) {
    publishers = networks;
  }

  @Override
  public Database database() {
    return database;
  }

  @Override
  public OneSession newSession() {
    try {
      return new OneSession(TestDatabase.newConnection(source));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public SettableClock clock() {
    return clock;
  }

  @Override
  public Publishers publishers() {
    return publishers;
  }

  @Override
  public Vault vault() {
    return vault;
  }

  @Override
  public NodeEquipment equipNode(String node) {
    return new Equipment();
  }

  @Override
  public String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  /** A node goes by the database's clock, whatever the test's is. */
  private final class Equipment implements NodeEquipment {
    private final DatabaseClock databaseClock = new DatabaseClock(database, clock);

    @Override
    public Database database() {
      return database;
    }

    @Override
    public Database beating() {
      return database;
    }

    @Override
    public Connections pooled() {
      return Connections.of(source);
    }

    @Override
    public Connections listening() {
      return Connections.of(source);
    }

    @Override
    public DatabaseClock databaseClock() {
      return databaseClock;
    }

    @Override
    public Publishers publishers() {
      return publishers;
    }

    @Override
    public InstantSource machineClock() {
      return clock;
    }

    @Override
    public Vault vault() {
      return vault;
    }

    @Override
    public Duration lease() {
      return Duration.ofSeconds(8);
    }

    @Override
    public SentMarks marks() {
      return SentMarks.NONE;
    }

    @Override
    public void close() {
      // The test's database outlives the node.
    }
  }

  /**
   * Who has the connection and asks for one more is given the same, as in the program. There it is
   * kept for all that a command does.
   */
  private static final class CommandsConnection implements Connections {
    private final DataSource source;
    private final ReentrantLock inUse = new ReentrantLock();
    private @Nullable Connection lent;

    CommandsConnection(DataSource source) {
      this.source = source;
    }

    @Override
    public Connection borrow() throws SQLException {
      inUse.lock();
      try {
        Connection connection = lent;
        if (connection == null) {
          connection = source.getConnection();
          lent = connection;
        }
        return connection;
      } catch (SQLException | RuntimeException e) {
        inUse.unlock();
        throw e;
      }
    }

    @Override
    public void giveBack(Connection connection) throws SQLException {
      try {
        if (inUse.getHoldCount() == 1) {
          lent = null;
          connection.close();
        }
      } finally {
        inUse.unlock();
      }
    }
  }
}
