package dev.belfry.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What a file that was probed has become, whole. */
final class Contents {
  private Contents() {}

  static byte[] of(MediaFile file) {
    try (InputStream in = file.content().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
