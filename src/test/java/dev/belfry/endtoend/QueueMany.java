package dev.belfry.endtoend;

import dev.belfry.app.Program;
import dev.belfry.cli.terminal.Console;
import dev.belfry.networks.Networks;

/**
 * {@code belfry draft … --next}, many times in one process, each with a connection of its own: as a
 * script does it, but for the time that it takes to start.
 */
public final class QueueMany {
  private QueueMany() {}

  /**
   * Queues them, and stops at the first that fails.
   *
   * @param args the name of the process, how many posts, and the account
   */
  public static void main(String... args) {
    int many = Integer.parseInt(args[1]);
    for (int i = 1; i <= many; i++) {
      Program program = new Program(System.getenv(), Console.ofThisProcess(), Networks::new);
      String text = "%s %02d".formatted(args[0], i);
      int exit = program.run("draft", text, "--to", args[2], "--next");
      if (exit != 0) {
        System.exit(exit);
      }
    }
  }
}
