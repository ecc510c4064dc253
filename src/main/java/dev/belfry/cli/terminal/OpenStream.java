package dev.belfry.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pipe, a device or an open file that results are written to by its name. Not thread-safe. */
public final class OpenStream implements AutoCloseable {
  private final FileChannel channel;
  private final PrintWriter out;

  private OpenStream(FileChannel channel) {
    this.channel = channel;
    ResultStream results =
        new ResultStream(Channels.newOutputStream(channel), () -> ResultStream.isSeekable(channel));
    this.out = new PrintWriter(new OutputStreamWriter(results, UTF_8));
  }

  /**
   * Opens what is there, and makes nothing. A pipe is waited for until somebody reads it; what a
   * file has already stays.
   *
   * @throws UncheckedIOException where it can't be opened
   */
  public static OpenStream at(Path path) {
    try {
      return new OpenStream(
          Files.isRegularFile(path)
              ? FileChannel.open(path, WRITE, APPEND)
              : FileChannel.open(path, WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** UTF-8; fails as {@link Console#out()} does. */
  public PrintWriter out() {
    return out;
  }

  @Override
  public void close() {
    try (channel) {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
