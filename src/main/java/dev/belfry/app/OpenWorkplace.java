package dev.belfry.app;

import dev.belfry.account.Vault;
import dev.belfry.cli.CheckSettings;
import dev.belfry.cli.DatabaseServer;
import dev.belfry.cli.NodeEquipment;
import dev.belfry.cli.ScratchWorkplace;
import dev.belfry.cli.Workplace;
import dev.belfry.cli.terminal.Console;
import dev.belfry.compose.ReadXPrices;
import dev.belfry.compose.XPrices;
import dev.belfry.networks.NetworkTools;
import dev.belfry.post.InvalidInput;
import dev.belfry.publish.Publishers;
import dev.belfry.release.ReleaseSettings;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import dev.belfry.sql.OneSession;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The workplace of one command: what is not used is not opened. Not thread-safe. */
sealed class OpenWorkplace implements Workplace, AutoCloseable permits ScratchHome {
  private final Map<String, String> environment;
  private final Console console;
  private final Function<NetworkTools, Publishers> makePublishers;
  private final InstantSource clock = InstantSource.system();
  private @Nullable Settings settings;
  private @Nullable CommandConnection connection;
  private @Nullable Database database;
  private @Nullable Vault vault;
  private @Nullable Publishers publishers;
  private @Nullable XPrices xPrices;

  OpenWorkplace(
      Map<String, String> environment,
      Console console,
      Function<NetworkTools, Publishers> makePublishers) {
    this.environment = environment;
    this.console = console;
    this.makePublishers = makePublishers;
  }

  @Override
  public Database database() {
    if (database == null) {
      connection = new CommandConnection(address());
      database = new Database(connection);
    }
    return database;
  }

  /** The schema is brought up to date by the other connection, on first use of it. */
  @Override
  public OneSession newSession() {
    boolean schemaIsUpToDate = database().lend(connection -> true);
    assert schemaIsUpToDate;
    try {
      return new OneSession(address().connect());
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public ZoneId zone() {
    return ZoneId.systemDefault();
  }

  @Override
  public String actor() {
    return System.getProperty("user.name") + "@" + host();
  }

  @Override
  public String host() {
    String set = environment("HOSTNAME");
    if (!set.isEmpty()) {
      return set;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public Console console() {
    return console;
  }

  @Override
  public Publishers publishers() {
    if (publishers == null) {
      publishers = senders().publishers(database(), vault(), clock);
    }
    return publishers;
  }

  @Override
  public Vault vault() {
    if (vault == null) {
      vault = senders().vault(database());
    }
    return vault;
  }

  private Senders senders() {
    return new Senders(new KeyFile(settings().keyFile()), makePublishers);
  }

  @Override
  public XPrices xPrices() {
    if (xPrices == null) {
      xPrices = ReadXPrices.in(home());
    }
    return xPrices;
  }

  @Override
  public CheckSettings checks() {
    return settings().checks();
  }

  @Override
  public Path home() {
    return settings().home();
  }

  @Override
  public DatabaseServer server() {
    return new Server(settings(), address());
  }

  @Override
  public NodeEquipment equipNode(String node) {
    boolean schemaIsUpToDate = database().lend(connection -> true);
    assert schemaIsUpToDate;
    return new HikariNode(node, address().running(), clock, lease(), home(), senders());
  }

  @Override
  public ScratchWorkplace openScratch() {
    return ScratchHome.open(environment, console, makePublishers);
  }

  @Override
  public String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
    }
  }

  private Settings settings() {
    if (settings == null) {
      settings = Settings.read(environment);
    }
    return settings;
  }

  private Address address() {
    return new Address(settings());
  }

  private Duration lease() {
    String set = environment("BELFRY_LEASE");
    if (set.isEmpty()) {
      return ReleaseSettings.DEFAULT_LEASE;
    }
    try {
      Duration lease = Duration.parse("PT" + set);
      if (lease.toMillis() >= 500) {
        return lease;
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    throw new InvalidInput(
        "BELFRY_LEASE", "\"%s\" is not a duration of at least 0.5s; write 8s".formatted(set));
  }
}
