package dev.belfry.media.pixels;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import dev.belfry.media.format.ImageSize;
import java.awt.geom.AffineTransform;
import org.jspecify.annotations.Nullable;

/**
 * How an image must be turned to stand upright, as its EXIF data says: the camera was held
 * otherwise.
 *
 * @param value 1 to 8; 1 is upright, and from 5 on width and height change places
 */
public record Orientation(int value) {
  public static final Orientation UPRIGHT = new Orientation(1);

  /**
   * What the data says; upright where it says nothing that makes sense.
   *
   * @param exif from the TIFF header on; null where there is none
   */
  public static Orientation ofExif(byte @Nullable [] exif) {
    if (exif == null) {
      return UPRIGHT;
    }
    try {
      Metadata metadata = new Metadata();
      new ExifReader().extract(new ByteArrayReader(exif), metadata);
      ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
      if (directory == null || !directory.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
        return UPRIGHT;
      }
      int value = directory.getInt(ExifIFD0Directory.TAG_ORIENTATION);
      return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
    } catch (MetadataException | RuntimeException e) {
      return UPRIGHT; // The reader's answer to hostile bytes is not always one of its own.
    }
  }

  public boolean isUpright() {
    return value == 1;
  }

  /** The size of an image of that size when it is upright. */
  public ImageSize upright(ImageSize size) {
    return value >= 5
        ? new ImageSize(/* width= */ size.height(), /* height= */ size.width())
        : size;
  }

  /** Turns an image of that size. */
  AffineTransform transform(ImageSize size) {
    int w = size.width();
    int h = size.height();
    return switch (value) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
      default -> new AffineTransform();
    };
  }
}
