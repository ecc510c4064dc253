package dev.belfry.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which of the standard streams are terminals.
 *
 * <p>Java alone can't tell: until JDK 22 {@code System.console()} is null when <em>any</em> of
 * input and output is redirected, and since then it is never null. So the launcher, which asks with
 * {@code test -t}, passes the numbers of those that are in {@value #PROPERTY}. Without a launcher
 * Linux tells by the names behind {@code /proc/self/fd}; elsewhere Java's guess must do.
 */
public record Terminals(boolean in, boolean out, boolean err) {
  /** Set by the launcher: {@code 012} where all three are terminals, empty where none is. */
  static final String PROPERTY = "belfry.tty";

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** Of this process. */
  public static Terminals detect() {
    String told = System.getProperty(PROPERTY);
    return told == null
        ? new Terminals(isTerminal(0), isTerminal(1), isTerminal(2))
        : new Terminals(told.contains("0"), told.contains("1"), told.contains("2"));
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target =
          Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor))).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return isInteractive(System.console());
    }
  }

  /** {@code Console.isTerminal()} came with JDK 22; before it, a console always was a terminal. */
  private static boolean isInteractive(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
