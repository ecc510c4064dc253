package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that works on a database of the benchmark: a node, or a peer's JVM. */
final class Child implements AutoCloseable {
  /** The launcher's, for {@code belfry run}: every engine gets the same. */
  static final List<String> FLAGS = 
      List.of("-Xlog:disable", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xmn32m");

  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final Path FOLDER = Path.of("target", "bench").toAbsolutePath();
  private static final Duration POLL = Duration.ofMillis(20);

  private final Process process;
  private final Path out;
  private int linesRead;

  private Child(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /** A JVM with the benchmark's class path. */
  static Child jvm(DbAddress address, Class<?> main, String... args) {
    List<String> command = new ArrayList<>(List.of(JDK.resolve("bin/java").toString()));
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return start(address, command);
  }

  /** A node as a person starts it, with this JVM's JDK; returns when it is running. */
  static Child node(DbAddress address) {
    Child node = start(address, List.of("./belfry", "run", "--node", "bench"));
    String said = node.line();
    if (!said.startsWith("Node bench is running")) {
      throw new IllegalStateException("the node does not run; it said: " + said);
    }
    return node;
  }

  private static Child start(DbAddress address, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(Child::isAnotherBelfrys);
    environment.put("BELFRY_JAVA", JDK.toString());
    environment.put("BELFRY_HOME", FOLDER.resolve("home").toString());
    environment.put("XDG_CACHE_HOME", FOLDER.resolve("cache").toString());
    environment.put("BELFRY_DB_URL", address.url());
    environment.put("BELFRY_DB_USER", address.user());
    environment.put("BELFRY_DB_PASSWORD", address.password());
    try {
      // A file, as a service's journal is one: a pipe would want somebody who reads along.
      Path out = FOLDER.resolve("child.out");
      builder.redirectOutput(out.toFile()).redirectError(FOLDER.resolve("child.err").toFile());
      return new Child(builder.start(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Flags for the node's JVM may be tried out from outside. */
  private static boolean isAnotherBelfrys(String variable) {
    return variable.startsWith("BELFRY_") && !variable.equals("BELFRY_JAVA_OPTS");
  }

  /** The next line that it writes. */
  String line() {
    while (true) {
      boolean ended = !process.isAlive();
      Optional<String> line = next();
      if (line.isPresent()) {
        return line.get();
      } else if (ended) {
        throw new IllegalStateException("a process ended; see child.err in " + FOLDER);
      }
      pause();
    }
  }

  private Optional<String> next() {
    try {
      String said = Files.readString(out);
      Optional<String> line =
          said.substring(0, said.lastIndexOf('\n') + 1).lines().skip(linesRead).findFirst();
      linesRead += line.isPresent() ? 1 : 0;
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to stop, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
