package dev.belfry.media;

import dev.belfry.sql.DatabaseException;
import java.io.InputStream;
import java.sql.SQLException;

/** A stored medium, chunk by chunk; one of them is in memory at a time. Not thread-safe. */
final class ChunkStream extends InputStream {
  static final byte[] NONE = {};

  /** Gives a chunk; one of no bytes behind the last. */
  @FunctionalInterface
  interface Chunks {
    byte[] get(int n) throws SQLException;
  }

  private final Chunks chunks;
  private byte[] chunk;
  private int next;
  private int at;

  /**
   * Begins with the first chunk.
   *
   * @throws IllegalStateException where there is none
   */
  ChunkStream(Chunks chunks, String sha256) {
    this.chunks = chunks;
    this.chunk = fetch();
    if (chunk.length == 0) {
      throw new IllegalStateException("no media " + sha256);
    }
  }

  private byte[] fetch() {
    try {
      return chunks.get(next++);
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (at == chunk.length && chunk.length > 0) {
      chunk = fetch();
      at = 0;
    }
    int read = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, buffer, from, read);
    at += read;
    return read == 0 ? -1 : read;
  }

  @Override
  public int available() {
    return chunk.length - at;
  }
}
