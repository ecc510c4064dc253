package dev.belfry.cli;

import dev.belfry.media.MediaSource;
import dev.belfry.media.format.BrokenMedia;
import dev.belfry.media.format.MeasureImage;
import dev.belfry.media.pixels.Encode;
import dev.belfry.media.pixels.Orientation;
import dev.belfry.media.pixels.Pixels;
import dev.belfry.media.pixels.ScaleToFit;
import dev.belfry.post.Media;
import dev.belfry.post.MediaKind;
import dev.belfry.post.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Stored images as {@code data:} addresses, which a page needs nothing else for: large ones as
 * smaller copies, of what moves the first picture. There is an end to how much goes into one page.
 * Not thread-safe.
 */
final class InlineImages {
  /** As sharp as a good screen shows a card. */
  private static final long MOST_PIXELS = 800_000;

  private static final long MOST_BYTES = 150_000;

  /** All of a page, in characters: what a mail still takes. */
  private static final long ROOM = 16_000_000;

  private final MediaSource source;
  private final long room;
  private final Map<String, Optional<String>> made = new HashMap<>();
  private long taken;

  InlineImages(MediaSource source) {
    this(source, ROOM);
  }

  /**
   * @param room how many characters all of them may take
   */
  InlineImages(MediaSource source, long room) {
    this.source = source;
    this.room = room;
  }

  /** The image's address; empty for a video, for what can't be drawn, and where no room is left. */
  Optional<String> address(Media media) {
    Optional<String> address = made.computeIfAbsent(media.sha256(), unused -> make(media));
    long size = address.map(String::length).orElse(0);
    if (taken + size > room) {
      return Optional.empty();
    }
    taken += size;
    return address;
  }

  private Optional<String> make(Media media) {
    if (media.kind() == MediaKind.VIDEO) {
      return Optional.empty();
    }
    try (InputStream in = source.open(media.sha256())) {
      byte[] bytes = in.readAllBytes();
      return Optional.of(isSmall(media) ? address(media.type(), bytes) : scaled(media, bytes));
    } catch (BrokenMedia e) {
      return Optional.empty(); // A page that lacks an image is worth more than none.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSmall(Media media) {
    return media.kind() == MediaKind.IMAGE
        && media.size() <= MOST_BYTES
        && (long) media.width() * media.height() <= 4 * MOST_PIXELS;
  }

  /** As WebP would be: only what something shines through stays without loss. */
  private static String scaled(Media media, byte[] bytes) throws BrokenMedia {
    Pixels pixels = Pixels.decode(bytes, MeasureImage.of(media.type(), bytes), Orientation.UPRIGHT);
    MediaType type = Encode.typeFor(MediaType.WEBP, pixels);
    return address(type, ScaleToFit.scale(pixels, type, MOST_PIXELS, MOST_BYTES));
  }

  private static String address(MediaType type, byte[] bytes) {
    return "data:" + type.mime() + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }
}
