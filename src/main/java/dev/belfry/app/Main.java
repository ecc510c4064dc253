package dev.belfry.app;

import dev.belfry.cli.Training;
import dev.belfry.cli.terminal.Console;
import dev.belfry.networks.Networks;
import java.util.Locale;

/** Where everything begins. */
public final class Main {
  private Main() {}

  public static void main(String... args) {
    // What is said is English wherever it is said, and so are its numbers.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    int exitCode = program(Console.ofThisProcess()).run(args);
    if (Boolean.getBoolean("belfry.training")) { // the launcher makes its archive of classes
      program(Training.nowhere()).train();
    }
    System.exit(exitCode);
  }

  private static Program program(Console console) {
    return new Program(System.getenv(), console, Networks::new);
  }
}
