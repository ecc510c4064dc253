package dev.belfry.media;

import dev.belfry.media.format.BrokenMedia;
import dev.belfry.media.format.ImageSize;
import dev.belfry.media.format.MeasureImage;
import dev.belfry.media.format.StripImage;
import dev.belfry.media.format.Stripped;
import dev.belfry.media.pixels.Encode;
import dev.belfry.media.pixels.Orientation;
import dev.belfry.media.pixels.Pixels;
import dev.belfry.media.pixels.ScaleToFit;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import java.util.ArrayList;
import java.util.List;

/**
 * An image's bytes to what is stored of them. The pixels are decoded only where the image must be
 * turned upright or scaled down; otherwise they stay, byte for byte, what they were.
 */
final class ReadImage {
  private final String name;
  private final Fit fit;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param name the file's, for the notes
   */
  ReadImage(String name, Fit fit) {
    this.name = name;
    this.fit = fit;
  }

  MediaFile read(MediaType type, byte[] bytes) throws BrokenMedia {
    ImageSize size = MeasureImage.of(type, bytes);
    Stripped stripped = StripImage.strip(type, bytes);
    Orientation orientation =
        stripped.animated() ? Orientation.UPRIGHT : Orientation.ofExif(stripped.exif());
    boolean tooLarge =
        !stripped.animated() && fit.isTooLarge(stripped.bytes().length, size.pixels());
    if (orientation.isUpright() && !tooLarge) {
      return file(type, size, stripped.animated(), stripped.bytes());
    }
    Pixels pixels = Pixels.decode(stripped.bytes(), size, orientation);
    MediaType written = Encode.typeFor(type, pixels);
    byte[] encoded = orientation.isUpright() ? stripped.bytes() : turned(written, pixels);
    if (tooLarge || fit.isTooLarge(encoded.length, size.pixels())) {
      encoded = scaled(written, pixels, bytes.length);
    }
    return file(written, MeasureImage.of(written, encoded), false, encoded);
  }

  private byte[] turned(MediaType written, Pixels pixels) {
    notes.add(name + ": turned upright, for which it was encoded anew");
    return Encode.encode(written, pixels, Encode.BEST);
  }

  private byte[] scaled(MediaType written, Pixels pixels, long before) throws BrokenMedia {
    byte[] encoded = ScaleToFit.scale(pixels, written, fit.mostPixels(), fit.mostBytes());
    notes.add(
        "%s: %s, %s → %s, %s"
            .formatted(
                name,
                pixels.size(),
                Bytes.about(before),
                MeasureImage.of(written, encoded),
                Bytes.about(encoded.length)));
    return encoded;
  }

  private MediaFile file(MediaType type, ImageSize size, boolean animated, byte[] bytes) {
    Media media =
        new Media(Hash.of(bytes), type, size.width(), size.height(), animated, null, bytes.length);
    return new MediaFile(media, MediaContent.of(bytes), notes);
  }
}
