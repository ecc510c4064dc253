package dev.belfry.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line from the terminal while that does not show what is typed. {@code System.console()}
 * alone does not do: until JDK 22 there is none where standard output is redirected.
 */
final class HiddenLine {
  private HiddenLine() {}

  /**
   * The line; null where there is none any more.
   *
   * @throws IOException where it can't be hidden, before anything is read
   */
  static @Nullable String of(InputStream in) throws IOException {
    Thread showAgain = new Thread(HiddenLine::show, "belfry show typing");
    // Ctrl-C at the prompt must not leave a terminal behind that shows nothing.
    Runtime.getRuntime().addShutdownHook(showAgain);
    if (!stty("-echo")) {
      boolean unused = Runtime.getRuntime().removeShutdownHook(showAgain);
      return fromConsole(System.console());
    }
    try {
      return ReadLine.of(in);
    } finally {
      show();
      boolean unused = Runtime.getRuntime().removeShutdownHook(showAgain);
    }
  }

  /** Where there is no {@code stty}: on Windows. */
  private static @Nullable String fromConsole(java.io.@Nullable Console console)
      throws IOException {
    if (console == null) {
      throw new IOException(
          "this terminal can't hide what is typed; pipe it in, or name it by its environment variable");
    }
    char[] typed = console.readPassword();
    return typed == null ? null : new String(typed);
  }

  private static void show() {
    boolean unused = stty("echo");
  }

  private static boolean stty(String mode) {
    try {
      return new ProcessBuilder("stty", mode)
              .redirectInput(new File("/dev/tty"))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
