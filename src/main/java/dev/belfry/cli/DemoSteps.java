package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Look;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs commands one after another, each shown as it would be typed. */
final class DemoSteps {
  private final Workplace workplace;
  private final CommandRunner runner;

  DemoSteps(Workplace workplace) {
    this.workplace = workplace;
    this.runner = new CommandRunner(workplace);
  }

  /**
   * Shows the command and runs it.
   *
   * @throws IllegalStateException where it fails; what went wrong has been told by then
   */
  void run(String... words) {
    show(words);
    int code = runner.run(words);
    if (code != ExitCode.FINE.code()) {
      throw new IllegalStateException(
          "belfry %s ended with %d".formatted(String.join(" ", words), code));
    }
  }

  /** Shows the command without running it. */
  void show(String... words) {
    Console console = workplace.console();
    String typed =
        Stream.of(words)
            .map(word -> word.contains(" ") ? "\"" + word + "\"" : word)
            .collect(Collectors.joining(" "));
    console.out().println(console.paint(Look.ACCENT, "$ belfry " + typed));
    console.flush();
  }
}
