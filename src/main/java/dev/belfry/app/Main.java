package dev.belfry.app;

import dev.belfry.cli.CommandRunner;
import dev.belfry.cli.Training;
import dev.belfry.cli.terminal.Console;

/** Where everything begins. */
public final class Main {
  private Main() {}

  public static void main(String... args) {
    int exitCode = run(args);
    if (Boolean.getBoolean("belfry.training")) { // the launcher makes its archive of classes
      train();
    }
    System.exit(exitCode);
  }

  private static int run(String... args) {
    try (OpenWorkplace workplace = new OpenWorkplace(System.getenv(), Console.ofThisProcess())) {
      return new CommandRunner(workplace).run(args);
    }
  }

  private static void train() {
    try (OpenWorkplace workplace = new OpenWorkplace(System.getenv(), Training.nowhere())) {
      int unused = Training.run(workplace);
    }
  }
}
