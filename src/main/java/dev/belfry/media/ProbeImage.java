package dev.belfry.media;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads an image file and finds out what it is, by its content and never by its name.
 *
 * <p>The pixels are not decoded: a small file can hold a picture that fills the memory. That the
 * file is whole is seen from its structure ({@link MeasureImage}).
 */
public final class ProbeImage {
  /**
   * The largest file that is stored, in bytes: what the most generous of the networks takes. What
   * each network takes is told by {@link MediaLimits}.
   */
  public static final int MOST_BYTES = 16 * 1024 * 1024;

  private ProbeImage() {}

  /**
   * The image in the file.
   *
   * @throws InvalidInput where the file can't be read ({@link ReadFile}), is empty, is larger than
   *     {@value #MOST_BYTES} bytes, is not a PNG, JPEG, GIF or WebP image, or is not whole
   */
  public static MediaFile probe(Path file) {
    byte[] bytes = ReadFile.upTo(MOST_BYTES, file);
    if (bytes.length == 0) {
      throw new InvalidInput(file.toString(), "the file is empty");
    }
    FileType found = detect(bytes);
    MediaType type =
        mediaType(found)
            .orElseThrow(() -> new InvalidInput(file.toString(), notAnImage(found, bytes)));
    try {
      ImageSize size = MeasureImage.of(type, bytes);
      Media media = new Media(sha256(bytes), type, size.width(), size.height(), bytes.length);
      return new MediaFile(media, bytes);
    } catch (BrokenImage e) {
      throw new InvalidInput(
          file.toString(), "the %s image is broken: %s".formatted(found.getName(), e.getMessage()));
    }
  }

  private static FileType detect(byte[] bytes) {
    try {
      return FileTypeDetector.detectFileType(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory can't fail", e);
    }
  }

  private static Optional<MediaType> mediaType(FileType found) {
    return switch (found) {
      case Png -> Optional.of(MediaType.PNG);
      case Jpeg -> Optional.of(MediaType.JPEG);
      case Gif -> Optional.of(MediaType.GIF);
      case WebP -> Optional.of(MediaType.WEBP);
      default -> Optional.empty();
    };
  }

  private static String notAnImage(FileType found, byte[] bytes) {
    String kind =
        found == FileType.Unknown
            ? LooksLike.ofUnknown(bytes)
            : "%s (%s)".formatted(found.getName(), found.getLongName());
    return "this is not a PNG, JPEG, GIF or WebP image; it seems to be " + kind;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
