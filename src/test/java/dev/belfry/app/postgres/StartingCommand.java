package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A command as another process sees it: a JVM that needs the database of a home and says its URL.
 */
final class StartingCommand {
  private StartingCommand() {}

  public static void main(String[] args) {
    System.out.print(EmbeddedPostgres.in(Path.of(args[0])).ensureRunning().url());
  }

  static Process in(Path home) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StartingCommand.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What it said, once it has ended well. */
  static String answer(Process command) throws IOException, InterruptedException {
    String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (command.waitFor() != 0) {
      throw new AssertionError("exit " + command.exitValue() + ": " + said);
    }
    return said;
  }
}
