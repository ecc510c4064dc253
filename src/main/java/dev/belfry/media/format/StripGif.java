package dev.belfry.media.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A GIF file is a header and blocks. Of the extensions those for timing and transparency are kept,
 * and of the application's own the word on how often an animation repeats and the colour profile.
 */
final class StripGif {
  private static final int IMAGE = 0x2C;
  private static final int EXTENSION = 0x21;
  private static final int TRAILER = 0x3B;
  private static final int COMMENT = 0xFE;
  private static final int APPLICATION = 0xFF;

  private static final int HEADER = 13;
  private static final int FLAGS = 10;
  private static final int IMAGE_HEADER = 10;
  private static final int HAS_PALETTE = 0x80;

  private static final Set<String> KEPT = Set.of("NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012");

  private final byte[] bytes;
  private final ByteArrayOutputStream out;
  private int images;

  StripGif(byte[] bytes) {
    this.bytes = bytes;
    this.out = new ByteArrayOutputStream(bytes.length);
  }

  Stripped strip() throws BrokenMedia {
    int at = HEADER + palette(at(FLAGS));
    out.write(bytes, 0, at);
    while (at(at) != TRAILER) {
      int end =
          switch (at(at)) {
            case IMAGE -> image(at);
            case EXTENSION -> endOfBlocks(at + 2);
            default -> throw new BrokenMedia("what should be an image in it is none");
          };
      if (isKept(at)) {
        out.write(bytes, at, end - at);
      }
      at = end;
    }
    out.write(TRAILER);
    return new Stripped(out.toByteArray(), images > 1, null);
  }

  private int image(int at) {
    images++;
    int codeSize = 1;
    return endOfBlocks(at + IMAGE_HEADER + palette(at(at + IMAGE_HEADER - 1)) + codeSize);
  }

  private boolean isKept(int at) {
    if (at(at) == IMAGE) {
      return true;
    }
    int label = at(at + 1);
    return label == APPLICATION
        ? KEPT.contains(new String(bytes, at + 3, 11, StandardCharsets.ISO_8859_1))
        : label != COMMENT;
  }

  /** Data comes in blocks of at most 255 bytes, each behind its length; one of 0 ends them. */
  private int endOfBlocks(int from) {
    int at = from;
    while (at(at) != 0) {
      at += 1 + at(at);
    }
    return at + 1;
  }

  /** How many bytes the palette has that the flags tell of. */
  private static int palette(int flags) {
    return (flags & HAS_PALETTE) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private int at(int index) {
    return Byte.toUnsignedInt(bytes[index]);
  }
}
