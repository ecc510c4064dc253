package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import dev.belfry.post.InvalidInput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that appears under its name when {@link #finish} is called, and replaces the file that was
 * there: what was interrupted leaves none that looks whole. Where a link has that name, the file is
 * the one that it leads to. Not thread-safe.
 */
public final class WholeFile implements AutoCloseable {
  private final Path file;
  private final Path unfinished;
  private final OutputStream out;

  /**
   * Begins the file.
   *
   * @throws InvalidInput where a folder is there
   * @throws IllegalArgumentException where a stream is there, which can't be replaced
   * @throws UncheckedIOException where nothing can be written there
   */
  public WholeFile(Path named) {
    Destination to = Destination.of(named);
    if (to.isStream()) {
      throw new IllegalArgumentException(named + " is a stream, and can't be replaced");
    }
    this.file = to.path();
    // Of two programs that write it at once each has its own, and the last to finish is the one.
    int ours = ThreadLocalRandom.current().nextInt();
    this.unfinished = file.resolveSibling("%s.%08x.unfinished".formatted(nameOf(file), ours));
    try {
      this.out = new BufferedOutputStream(Files.newOutputStream(unfinished, CREATE_NEW));
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
      out.close();
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of the file; where it was not finished, nothing of it stays under its name. */
  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
