package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A file that appears under its name when {@link #finish} is called, and replaces the file that was
 * there: what was interrupted leaves none that looks whole. Where a link has that name, the file is
 * the one that it leads to. Not thread-safe.
 */
public final class WholeFile implements AutoCloseable {
  private final Path file;
  private final Unfinished unfinished;
  private final OutputStream out;

  /**
   * Begins the file, and deletes what was left there by who was killed before it was finished.
   *
   * @param to where it is, as it was found: where a link leads may change
   * @throws IllegalArgumentException where a stream is there, which can't be replaced
   * @throws UncheckedIOException where nothing can be written there
   */
  public WholeFile(Destination to) {
    if (to.isStream()) {
      throw new IllegalArgumentException(to.path() + " is a stream, and can't be replaced");
    }
    this.file = to.path();
    Unfinished.clearAway(file);
    try {
      this.unfinished = Unfinished.begin(file);
      this.out = new BufferedOutputStream(unfinished.stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the text as UTF-8.
   *
   * @throws UncheckedIOException where that fails
   */
  public void write(String text) {
    try {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives the file its name: all that was written is in it.
   *
   * @throws UncheckedIOException where that fails
   */
  public void finish() {
    try {
      out.flush();
      unfinished.moveTo(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of the file; where it was not finished, nothing of it stays under its name. */
  @Override
  public void close() {
    try {
      unfinished.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
