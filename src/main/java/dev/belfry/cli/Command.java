package dev.belfry.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a command takes, and what it does.
 *
 * <p>Options are declared by calls and not by annotations: the JVM makes a proxy class for each
 * kind of annotation that picocli reads, at every start, and that took 25 of 110 ms.
 */
interface Command {
  /**
   * Adds the command's options and parameters, its description and an example; see {@link Takes}.
   */
  void declare(CommandSpec spec);

  /**
   * Does it. Results go to the console; whatever goes wrong is thrown, and {@link Failure} finds
   * the words.
   *
   * @param given what stood on the command line
   */
  ExitCode run(ParseResult given) throws Exception;
}
