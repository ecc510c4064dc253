package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.OpenStream;
import dev.belfry.compose.Destination;
import dev.belfry.compose.WholeFile;
import dev.belfry.post.InvalidInput;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * {@code FILE | -}: where a command writes what it was asked for. A file is replaced, and the
 * command says so. A stream gets what is written and no word beside it: standard output, a pipe, a
 * device.
 */
final class Outlet {
  private static final String STDOUT = "-";

  private final Console console;
  private final boolean isStdout;
  private final Path named;
  private final Destination destination;

  /**
   * @param to as the person wrote it
   * @throws InvalidInput where a folder is there, or nothing can be
   */
  Outlet(Console console, String to) {
    this.console = console;
    this.isStdout = to.equals(STDOUT);
    this.named = path(to);
    this.destination =
        isStdout ? new Destination(named, /* isStream= */ true) : Destination.of(named);
  }

  private static Path path(String to) {
    try {
      return Path.of(to);
    } catch (InvalidPathException e) {
      throw new InvalidInput(to, "this can't be a file's name");
    }
  }

  boolean isStream() {
    return destination.isStream();
  }

  /** What the person named. */
  Path named() {
    return named;
  }

  /** The file that is replaced, from the root on: what a link leads to. */
  Path file() {
    return destination.path().toAbsolutePath();
  }

  /**
   * Begins the file, which is no stream.
   *
   * @throws java.io.UncheckedIOException where nothing can be written there
   */
  WholeFile whole() {
    return new WholeFile(destination);
  }

  /**
   * Has something written to the stream. Of the writer holds what {@link Console#out()} says.
   *
   * @throws java.io.UncheckedIOException where the stream can't be opened
   */
  void stream(Consumer<PrintWriter> write) {
    if (isStdout) {
      write.accept(console.out());
      return;
    }
    try (OpenStream stream = OpenStream.at(destination.path())) {
      write.accept(stream.out());
    }
  }
}
