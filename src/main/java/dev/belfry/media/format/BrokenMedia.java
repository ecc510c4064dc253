package dev.belfry.media.format;

/**
 * The file begins as an image or a video does and goes on as none should. The message says where it
 * fails.
 */
public final class BrokenMedia extends Exception {
  private static final long serialVersionUID = 1L;

  public BrokenMedia(String message) {
    super(message);
  }
}
