package dev.belfry.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Photos as a camera stores them that is held askew. */
final class Askew {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  private Askew() {}

  /** One that is seen, turned as the orientation says, as 64×48 with a red top left quarter. */
  static byte[] jpeg(int orientation) {
    boolean lies = orientation >= 5;
    int width = lies ? HEIGHT : WIDTH;
    int height = lies ? WIDTH : HEIGHT;
    // Where that quarter lies in the file, by EXIF's table of where row 0 and column 0 are seen.
    boolean right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.RED);
    graphics.fillRect(right ? width / 2 : 0, bottom ? height / 2 : 0, width / 2, height / 2);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
