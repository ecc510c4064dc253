package dev.belfry.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.function.BooleanSupplier;

/**
 * Standard output, on which a failed write is heard of. {@code PrintWriter} swallows an {@code
 * IOException}: {@code belfry history | head} would go on working for nobody, and an export to a
 * full disk would look complete. Unchecked exceptions pass it.
 */
final class ResultStream extends OutputStream {
  private final OutputStream sink;
  private final BooleanSupplier isFile;

  /**
   * @param isFile whether what is written stays; asked only after a failure
   */
  ResultStream(OutputStream sink, BooleanSupplier isFile) {
    this.sink = sink;
    this.isFile = isFile;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      sink.write(bytes, offset, length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void flush() {
    try {
      sink.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    return isFile.getAsBoolean() ? new UncheckedIOException(e) : new ReaderGone(e);
  }

  /**
   * Whether one can seek in the channel: in a file, not in a pipe or a terminal. This tells a
   * closed pipe from a full disk; the exception's message can't, since it is in the user's
   * language.
   */
  static boolean isSeekable(FileChannel channel) {
    try {
      return channel.position() >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
