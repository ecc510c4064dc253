package dev.belfry.app;

import dev.belfry.cli.CommandRunner;
import dev.belfry.cli.Training;
import dev.belfry.cli.terminal.Console;
import dev.belfry.networks.NetworkTools;
import dev.belfry.publish.Publishers;
import java.util.Map;
import java.util.function.Function;

/**
 * All of Belfry but the process: what it is told comes in, and so does who sends for it. Not
 * thread-safe.
 */
public final class Program {
  private final Map<String, String> environment;
  private final Console console;
  private final Function<NetworkTools, Publishers> publishers;

  /**
   * @param publishers asked by the first command that needs them, and not again
   */
  public Program(
      Map<String, String> environment,
      Console console,
      Function<NetworkTools, Publishers> publishers) {
    this.environment = Map.copyOf(environment);
    this.console = console;
    this.publishers = publishers;
  }

  /**
   * Runs the command that the arguments name. Nothing is thrown.
   *
   * @return the code to exit with, as {@link dev.belfry.cli.ExitCode} lists them
   */
  public int run(String... args) {
    try (OpenWorkplace workplace = new OpenWorkplace(environment, console, publishers)) {
      return new CommandRunner(workplace).run(args);
    }
  }

  /** Goes through what commands do, for the JVM's archive of loaded classes. */
  void train() {
    try (OpenWorkplace workplace = new OpenWorkplace(environment, console, publishers)) {
      int unused = Training.run(workplace);
    }
  }
}
