package dev.belfry.media.format;

import dev.belfry.post.MediaType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Whether a file stops before its image does, as a broken download leaves it. Seen from the marks
 * of each format's end, without decoding anything.
 */
final class CutShort {
  static final String SENTENCE = "the file stops before the image does; was it copied in full?";

  private static final int SOS = 0xDA;
  private static final int EOI = 0xD9;
  private static final int PNG_END_CHUNK = 12;
  private static final int RIFF_HEADER = 8;

  private CutShort() {}

  static boolean of(MediaType type, byte[] bytes) {
    return switch (type) {
      case PNG -> !png(bytes);
      case JPEG -> !jpeg(bytes);
      case GIF -> !gif(bytes);
      case WEBP -> !webp(bytes);
      case MP4 -> throw new IllegalArgumentException("a video is no image");
    };
  }

  /** A PNG file is a signature and chunks; the last is IEND. What follows it is not the image's. */
  private static boolean png(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int at = 8;
    while (at <= bytes.length - PNG_END_CHUNK) {
      int length = in.getInt(at);
      boolean end = in.getInt(at + 4) == 0x49454E44;
      if (end || length < 0 || length > bytes.length - at - PNG_END_CHUNK) {
        return end;
      }
      at += PNG_END_CHUNK + length;
    }
    return false;
  }

  /**
   * An end-of-image mark after the first scan has begun. Not anywhere: the thumbnail in the header
   * has one of its own. In scan data a byte FF is always followed by 00 or a restart mark.
   */
  private static boolean jpeg(byte[] bytes) {
    int at = 2;
    while (at < bytes.length - 3 && mark(bytes, at) != SOS) {
      at += 2 + (Byte.toUnsignedInt(bytes[at + 2]) << 8) + Byte.toUnsignedInt(bytes[at + 3]);
    }
    for (int i = at; i < bytes.length - 1; i++) {
      if (mark(bytes, i) == EOI) {
        return true;
      }
    }
    return false;
  }

  private static int mark(byte[] bytes, int at) {
    return bytes[at] == (byte) 0xFF ? Byte.toUnsignedInt(bytes[at + 1]) : -1;
  }

  /** Its blocks lead to the trailer; what follows it is not the image's. */
  private static boolean gif(byte[] bytes) {
    try {
      return new StripGif(bytes).strip().bytes().length > 0;
    } catch (IndexOutOfBoundsException e) {
      return false;
    } catch (BrokenMedia e) {
      return true; // for another reason
    }
  }

  /** The header tells how many bytes follow it. */
  private static boolean webp(byte[] bytes) {
    long told = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xFFFF_FFFFL;
    return bytes.length - RIFF_HEADER >= told;
  }
}
