package dev.belfry.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images that are drawn for a test: noise, so that they don't compress to nothing. */
public final class Images {
  private static final byte[] WEBP =
      Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

  private Images() {}

  /** An image of the format that ImageIO knows under the name. */
  public static byte[] draw(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(width * 31L + height);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** One pixel, lossless. */
  public static byte[] webp() {
    return WEBP.clone();
  }

  /** A PNG in a file of the folder. */
  public static Path png(Path folder, String name) {
    try {
      return Files.write(folder.resolve(name), draw("png", 8, 6));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
