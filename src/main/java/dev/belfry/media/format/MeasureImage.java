package dev.belfry.media.format;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.gif.GifMetadataReader;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.png.PngHeader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.gif.GifHeaderDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.jpeg.JpegReader;
import com.drew.metadata.webp.WebpDirectory;
import dev.belfry.post.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an image's width and height, and sees from its structure that it is whole. */
public final class MeasureImage {
  /** More than any network takes, and than any camera makes. */
  private static final long MOST_PIXELS = 400_000_000;

  private MeasureImage() {}

  /**
   * The size that the image's header tells.
   *
   * @throws BrokenMedia where there is none, where it is of more than {@value #MOST_PIXELS} pixels,
   *     or where the file stops before the image does
   */
  public static ImageSize of(MediaType type, byte[] bytes) throws BrokenMedia {
    ImageSize size;
    try {
      size =
          switch (type) {
            case PNG -> png(bytes);
            case JPEG -> jpeg(bytes);
            case GIF -> gif(bytes);
            case WEBP -> webp(bytes);
            case MP4 -> throw new IllegalArgumentException("a video is no image");
          };
    } catch (ImageProcessingException | IOException | MetadataException | RuntimeException e) {
      // The reader's answer to hostile bytes is not always one of its own exceptions.
      throw new BrokenMedia(CutShort.of(type, bytes) ? CutShort.SENTENCE : "no size can be read");
    }
    if (size.width() <= 0 || size.height() <= 0) {
      throw new BrokenMedia("it has no pixels");
    }
    if (size.pixels() > MOST_PIXELS) {
      throw new BrokenMedia("it claims to have %s pixels, which no network takes".formatted(size));
    }
    if (CutShort.of(type, bytes)) {
      throw new BrokenMedia(CutShort.SENTENCE);
    }
    return size;
  }

  /** Only the header: the other chunks may inflate to a thousand times their size. */
  private static ImageSize png(byte[] bytes) throws ImageProcessingException, IOException {
    Iterable<PngChunk> chunks =
        new PngChunkReader()
            .extract(new SequentialByteArrayReader(bytes), Set.of(PngChunkType.IHDR));
    PngHeader header = new PngHeader(chunks.iterator().next().getBytes());
    return new ImageSize(header.getImageWidth(), header.getImageHeight());
  }

  private static ImageSize jpeg(byte[] bytes)
      throws ImageProcessingException, IOException, MetadataException {
    Metadata metadata = JpegMetadataReader.readMetadata(stream(bytes), Set.of(new JpegReader()));
    return size(
        metadata.getFirstDirectoryOfType(JpegDirectory.class),
        JpegDirectory.TAG_IMAGE_WIDTH,
        JpegDirectory.TAG_IMAGE_HEIGHT);
  }

  private static ImageSize gif(byte[] bytes) throws MetadataException {
    return size(
        GifMetadataReader.readMetadata(stream(bytes))
            .getFirstDirectoryOfType(GifHeaderDirectory.class),
        GifHeaderDirectory.TAG_IMAGE_WIDTH,
        GifHeaderDirectory.TAG_IMAGE_HEIGHT);
  }

  private static ImageSize webp(byte[] bytes)
      throws ImageProcessingException, IOException, MetadataException {
    return size(
        WebpMetadataReader.readMetadata(stream(bytes)).getFirstDirectoryOfType(WebpDirectory.class),
        WebpDirectory.TAG_IMAGE_WIDTH,
        WebpDirectory.TAG_IMAGE_HEIGHT);
  }

  private static ImageSize size(@Nullable Directory directory, int width, int height)
      throws MetadataException {
    if (directory == null) {
      throw new MetadataException("no header");
    }
    return new ImageSize(directory.getInt(width), directory.getInt(height));
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
