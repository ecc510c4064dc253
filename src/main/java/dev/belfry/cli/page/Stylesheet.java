package dev.belfry.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How the page looks: {@code preview.css}, which lies beside this class. */
final class Stylesheet {
  private Stylesheet() {}

  static String css() {
    try (InputStream in = Stylesheet.class.getResourceAsStream("preview.css")) {
      if (in == null) {
        throw new IllegalStateException("this Belfry was built without its preview.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
