package dev.belfry.media.pixels;

import dev.belfry.media.format.BrokenMedia;
import dev.belfry.media.format.ImageSize;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;

/** An image that was decoded: upright, and in the colours (sRGB) that every network shows. */
public final class Pixels {
  /** What a pixel takes at most while it is decoded, turned and encoded. */
  private static final int BYTES_EACH = 12;

  /** Half a gigabyte of them; no camera that a person holds takes more. */
  private static final long MOST = 120_000_000;

  private static final int MIB = 1 << 20;

  private final BufferedImage image;

  private Pixels(BufferedImage image) {
    this.image = image;
  }

  /**
   * Decodes an image.
   *
   * @param size what its header tells
   * @throws BrokenMedia where it can't be decoded, and before it is where that would take more
   *     memory than there is: a small file can hold a picture that fills it
   */
  public static Pixels decode(byte[] bytes, ImageSize size, Orientation orientation)
      throws BrokenMedia {
    refuseTooLarge(size);
    BufferedImage decoded = decode(bytes);
    ImageSize upright = orientation.upright(size);
    boolean clear = decoded.getColorModel().hasAlpha();
    BufferedImage image =
        new BufferedImage(
            upright.width(),
            upright.height(),
            clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(decoded, orientation.transform(size), null);
    graphics.dispose();
    return new Pixels(image);
  }

  private static void refuseTooLarge(ImageSize size) throws BrokenMedia {
    if (size.pixels() > MOST) {
      throw new BrokenMedia(
          "its %s pixels don't fit into the memory; scale it down yourself".formatted(size));
    }
    Runtime java = Runtime.getRuntime();
    long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
    if (size.pixels() > free / BYTES_EACH) {
      throw new BrokenMedia(
          String.format(
              Locale.ROOT,
              "its %s pixels don't fit into the memory that Java may use; give it more with"
                  + " BELFRY_JAVA_OPTS=-Xmx%,dm, or scale the image down yourself",
              size,
              size.pixels() * BYTES_EACH / MIB + 128));
    }
  }

  /** With the first reader that can: the one for every day first, then the one for odd files. */
  private static BufferedImage decode(byte[] bytes) throws BrokenMedia {
    @Nullable Exception failed = null;
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      while (readers.hasNext()) {
        ImageReader reader = readers.next();
        try {
          in.seek(0);
          reader.setInput(in, false, true);
          return reader.read(0);
        } catch (IOException | RuntimeException e) {
          failed = e;
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException e) {
      failed = e;
    }
    String why = failed == null || failed.getMessage() == null ? "" : ": " + failed.getMessage();
    throw new BrokenMedia("its pixels can't be decoded" + why);
  }

  public ImageSize size() {
    return new ImageSize(image.getWidth(), image.getHeight());
  }

  /** Whether anything shines through. */
  boolean isClear() {
    return image.getColorModel().hasAlpha();
  }

  /**
   * The image, smaller: halved by bilinear steps, so that each pixel counts.
   *
   * @param factor of width and height, over 0 and at most 1
   */
  Pixels scaled(double factor) {
    int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
    try {
      return new Pixels(
          Thumbnails.of(image)
              .forceSize(width, height)
              .imageType(image.getType())
              .asBufferedImage());
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read or written", e);
    }
  }

  BufferedImage image() {
    return image;
  }
}
