package dev.belfry.media;

import java.io.InputStream;

/** Where adapters get the bytes of stored media from. Thread-safe. */
@FunctionalInterface
public interface MediaSource {

  /**
   * The content, to be closed by the caller; it is read from the store bit by bit, so that a video
   * need not fit into memory.
   *
   * @param sha256 64 hexadecimal digits
   * @throws IllegalStateException where no such media is stored
   */
  InputStream open(String sha256);
}
