package dev.belfry.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a medium, to be read as often as they are needed. */
@FunctionalInterface
public interface MediaContent {

  /** From the first byte on, to be closed by the caller. */
  InputStream open() throws IOException;

  /** Bytes in memory, which are not copied. */
  static MediaContent of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }
}
