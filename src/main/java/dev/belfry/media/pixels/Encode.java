package dev.belfry.media.pixels;

import dev.belfry.post.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pixels to an image file. */
public final class Encode {
  /** At which nobody sees that a photograph was encoded twice. */
  public static final float BEST = 0.95f;

  private Encode() {}

  /**
   * The format for what was of another one: JPEG for JPEG, else PNG, which loses nothing. Of WebP,
   * for which there is no well-kept encoder in Java, what nothing shines through becomes JPEG.
   */
  public static MediaType typeFor(MediaType was, Pixels pixels) {
    boolean jpeg = was == MediaType.JPEG || (was == MediaType.WEBP && !pixels.isClear());
    return jpeg ? MediaType.JPEG : MediaType.PNG;
  }

  /**
   * The file.
   *
   * @param type JPEG or PNG
   * @param quality from 0 to 1, of a JPEG
   */
  public static byte[] encode(MediaType type, Pixels pixels, float quality) {
    String format = type == MediaType.JPEG ? "jpeg" : "png";
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (type == MediaType.JPEG) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
      }
      writer.write(null, new IIOImage(pixels.image(), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory can't fail", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
