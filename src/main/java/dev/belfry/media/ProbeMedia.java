package dev.belfry.media;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import dev.belfry.media.format.BrokenMedia;
import dev.belfry.media.format.LooksLike;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads an image or a video and finds out what it is, by its content and never by its name; and
 * takes out of it what tells of its maker, such as the place where it was taken.
 *
 * <p>That the file is whole is seen from its structure. Pixels are decoded only where they must be
 * encoded anew ({@link ReadImage}): a small file can hold a picture that fills the memory.
 */
public final class ProbeMedia {
  /**
   * The largest image that is read, in bytes: a photograph that {@code --fit} makes smaller may be
   * larger than any network takes. What each of them takes is told by {@link MediaLimits}.
   */
  public static final int MOST_IMAGE_BYTES = 64 * 1024 * 1024;

  /** The largest video that is stored, in bytes: what the most generous of the networks takes. */
  public static final long MOST_VIDEO_BYTES = 512L * 1024 * 1024;

  private static final int HEAD = 4096;

  private ProbeMedia() {}

  /**
   * The medium in the file, as it is.
   *
   * @throws InvalidInput as {@link #probe(Path, Fit)} does
   */
  public static MediaFile probe(Path file) {
    return probe(file, Fit.NOTHING);
  }

  /**
   * The medium in the file.
   *
   * @param fit what an image that stands still is scaled down to
   * @throws InvalidInput where the file can't be read ({@link ReadFile}), is empty, is larger than
   *     {@value #MOST_IMAGE_BYTES} bytes (a video: {@value #MOST_VIDEO_BYTES}), is not a PNG, JPEG,
   *     GIF or WebP image or an MP4 video, or is not whole
   */
  public static MediaFile probe(Path file, Fit fit) {
    byte[] head = head(file);
    FileType found = detect(head);
    MediaType type =
        mediaType(found, head)
            .orElseThrow(() -> new InvalidInput(file.toString(), notTaken(found, head)));
    try {
      return type.isVideo()
          ? ReadVideo.read(file)
          : new ReadImage(nameOf(file), fit).read(type, ReadFile.upTo(MOST_IMAGE_BYTES, file));
    } catch (BrokenMedia e) {
      String kind = type.isVideo() ? "video" : "image";
      throw new InvalidInput(
          file.toString(), "the %s %s is broken: %s".formatted(type, kind, e.getMessage()));
    } catch (IOException e) {
      throw new InvalidInput(file.toString(), "the file can't be read: " + e);
    }
  }

  private static byte[] head(Path file) {
    try (InputStream in = ReadFile.open(file)) {
      byte[] head = in.readNBytes(HEAD);
      if (head.length == 0) {
        throw new InvalidInput(file.toString(), "the file is empty");
      }
      return head;
    } catch (IOException e) {
      throw new InvalidInput(file.toString(), "the file can't be read: " + e);
    }
  }

  private static FileType detect(byte[] head) {
    try {
      return FileTypeDetector.detectFileType(new ByteArrayInputStream(head));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory can't fail", e);
    }
  }

  private static Optional<MediaType> mediaType(FileType found, byte[] head) {
    return switch (found) {
      case Png -> Optional.of(MediaType.PNG);
      case Jpeg -> Optional.of(MediaType.JPEG);
      case Gif -> Optional.of(MediaType.GIF);
      case WebP -> Optional.of(MediaType.WEBP);
      case Mp4 -> Optional.of(MediaType.MP4);
      // There are more brands of MP4 than the detector knows.
      case Unknown -> isMp4(head) ? Optional.of(MediaType.MP4) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isMp4(byte[] head) {
    return head.length >= 12 && new String(head, 4, 4, StandardCharsets.ISO_8859_1).equals("ftyp");
  }

  private static String notTaken(FileType found, byte[] head) {
    String kind =
        found == FileType.Unknown
            ? LooksLike.ofUnknown(head)
            : "%s (%s)".formatted(found.getName(), found.getLongName());
    return "this is not a PNG, JPEG, GIF or WebP image or an MP4 video; it seems to be " + kind;
  }

  private static String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
