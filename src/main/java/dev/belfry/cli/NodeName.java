package dev.belfry.cli;

import dev.belfry.cli.terminal.VisibleText;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a node is called: in the history, in lists, and among the database's sessions. */
final class NodeName {
  static final String OPTION = "--node";

  /** As long as a machine's name may be, which is the default; RFC 1035, section 2.3.4. */
  static final int LONGEST = 253;

  private NodeName() {}

  /**
   * The name that was given, else the machine's.
   *
   * @throws ParameterException where it is none
   */
  static String of(ParseResult given, String host) {
    String name = given.matchedOptionValue(OPTION, host);
    if (name.isBlank() || name.length() > LONGEST || !VisibleText.oneLine(name).equals(name)) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "%s takes a name of 1 to %d characters that can be seen".formatted(OPTION, LONGEST));
    }
    return name;
  }
}
