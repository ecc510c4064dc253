package dev.belfry.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.app.Main;
import dev.belfry.app.postgres.DbAddress;
import dev.belfry.post.Network;
import dev.belfry.testing.network.BelfryOnFakeNetwork;
import dev.belfry.testing.network.FakePublishers.Place;
import dev.belfry.testing.network.NetworkProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real program, each command a JVM of its own. Closing kills whatever is still running of what
 * was started here; so does the end of this JVM.
 */
public final class Belfry implements AutoCloseable {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /**
   * Started often and short-lived: the cheapest start wins. Without the launcher's {@code
   * -Xlog:disable} a JVM may complain on standard error that another holds its performance data.
   */
  private static final List<String> CHEAP =
      List.of(
          "-Xlog:disable",
          "-Xshare:auto",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-Xmn32m");

  private final Path scratch;
  private final Map<String, String> environment = new HashMap<>();
  private final List<BelfryProcess> started = new CopyOnWriteArrayList<>();
  private final AtomicInteger counter = new AtomicInteger();
  private Class<?> main = Main.class;
  private Path folder = Path.of("").toAbsolutePath();
  private List<String> locale = List.of("-Duser.language=" + System.getProperty("user.language"));

  private Belfry(Path scratch) {
    this.scratch = scratch;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "kill what was started"));
    set("BELFRY_HOME", scratch.resolve("home").toString());
    set("BELFRY_LOOK_UPS", "off"); // Tests do not ask the Internet.
    set("BELFRY_KEY_FILE", scratch.resolve("key").toString());
  }

  /** With the embedded Postgres, in a home of its own below the folder. */
  public static Belfry embedded(Path scratch) {
    return new Belfry(scratch);
  }

  /** With a Postgres that runs already. */
  public static Belfry on(DbAddress address, Path scratch) {
    return new Belfry(scratch)
        .set("BELFRY_DB_URL", address.url())
        .set("BELFRY_DB_USER", address.user())
        .set("BELFRY_DB_PASSWORD", address.password());
  }

  /** Sets a variable of the environment for what is started from now on. */
  public Belfry set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** What is started from now on is started in this folder. */
  Belfry in(Path folder) {
    this.folder = folder;
    return this;
  }

  /** What is started from now on is started in this locale. */
  Belfry speaking(String language, String country) {
    this.locale = List.of("-Duser.language=" + language, "-Duser.country=" + country);
    return this;
  }

  /** What is started from now on publishes live posts of all accounts to this network. */
  public Belfry publishingTo(NetworkProcess network) {
    return publishingTo(new Place(network.url(), network.guarantee()), Network.values());
  }

  /** What is started from now on publishes live posts of these networks' accounts there. */
  public Belfry publishingTo(Place place, Network... networks) {
    main = BelfryOnFakeNetwork.class;
    for (Network network : networks) {
      environment.putAll(BelfryOnFakeNetwork.environment(network, place));
    }
    return this;
  }

  /** The file that the keys of its vault are in. */
  public Path keyFile() {
    return Path.of(requireNonNull(environment.get("BELFRY_KEY_FILE")));
  }

  public Path home() {
    return Path.of(requireNonNull(environment.get("BELFRY_HOME")));
  }

  /** A command that must succeed; gives what it wrote to standard output. */
  public String run(String... args) {
    Ran ran = attempt(args);
    assertThat(ran.exit()).as("%s: %s", List.of(args), ran.err()).isZero();
    return ran.out();
  }

  /** A command that may fail. */
  Ran attempt(String... args) {
    return start(args).ended();
  }

  /** A node; returns when it is running. */
  public BelfryProcess node(String name, String... options) {
    List<String> args = new ArrayList<>(List.of("run", "--node", name));
    args.addAll(List.of(options));
    BelfryProcess node = start(args.toArray(String[]::new));
    node.waitForLine("Node " + name + " is running");
    return node;
  }

  /** A command that goes on by itself, with nothing to read. */
  public BelfryProcess start(String... args) {
    BelfryProcess belfry = startFed(args);
    belfry.endInput();
    return belfry;
  }

  /** Another program of the tests, in this one's environment, with nothing to read. */
  BelfryProcess startMain(Class<?> program, String... args) {
    BelfryProcess started = startFed(program, args);
    started.endInput();
    return started;
  }

  /** A command that reads what it is fed. */
  BelfryProcess startFed(String... args) {
    return startFed(main, args);
  }

  private BelfryProcess startFed(Class<?> program, String... args) {
    QuickStart quick = QuickStart.get();
    return start(
        List.of("-XX:SharedArchiveFile=" + quick.archive()),
        quick.classPath(),
        program,
        List.of(args));
  }

  /** The real program with further options of the JVM. */
  BelfryProcess start(List<String> options, String classPath, List<String> args) {
    BelfryProcess started = start(options, classPath, Main.class, args);
    started.endInput();
    return started;
  }

  private BelfryProcess start(
      List<String> options, String classPath, Class<?> program, List<String> args) {
    Path said = scratch.resolve("process-" + counter.incrementAndGet());
    try {
      Path out = Files.createFile(said.resolveSibling(said.getFileName() + ".out"));
      Path err = Files.createFile(said.resolveSibling(said.getFileName() + ".err"));
      ProcessBuilder builder = new ProcessBuilder(command(options, classPath, program, args));
      builder.environment().keySet().removeIf(name -> name.startsWith("BELFRY_"));
      builder.environment().putAll(environment);
      builder.directory(folder.toFile());
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      BelfryProcess belfry = new BelfryProcess(args, process, out, err);
      started.add(belfry);
      return belfry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(
      List<String> options, String classPath, Class<?> program, List<String> args) {
    List<String> command = new ArrayList<>(List.of(JAVA.toString()));
    command.addAll(CHEAP);
    command.addAll(options);
    command.add("-Duser.timezone=" + System.getProperty("user.timezone"));
    command.addAll(locale);
    command.add("-cp");
    command.add(classPath);
    command.add(program.getName());
    command.addAll(args);
    return command;
  }

  @Override
  public void close() {
    started.forEach(BelfryProcess::kill);
  }

  /** How a command ended. */
  record Ran(int exit, String out, String err) {
    static Ran read(int exit, Path out, Path err) {
      return new Ran(exit, text(out), text(err));
    }

    static String text(Path file) {
      try {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
