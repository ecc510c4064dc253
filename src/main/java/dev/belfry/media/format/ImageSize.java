package dev.belfry.media.format;

/** Width and height in pixels. */
public record ImageSize(int width, int height) {
  public long pixels() {
    return (long) width * height;
  }

  @Override
  public String toString() {
    return width + "×" + height;
  }
}
