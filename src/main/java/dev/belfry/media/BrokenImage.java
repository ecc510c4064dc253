package dev.belfry.media;

/** The file begins as an image does and goes on as none should. The message says where it fails. */
final class BrokenImage extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenImage(String message) {
    super(message);
  }
}
