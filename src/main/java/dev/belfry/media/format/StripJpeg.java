package dev.belfry.media.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG file is segments, each behind a mark of two bytes. Of the application segments only the
 * JFIF header (without its thumbnail), the colour profile and Adobe's word on the colour space are
 * kept; what stands behind the image's end, such as a second image or a film, is dropped.
 */
final class StripJpeg {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int TEM = 0x01;
  private static final int FIRST_RESTART = 0xD0;
  private static final int LAST_RESTART = 0xD7;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;
  private static final int APP15 = 0xEF;
  private static final int COMMENT = 0xFE;

  private static final String EXIF = "Exif\0\0";

  /** The JFIF header's segment up to its thumbnail, whose width and height are its last bytes. */
  private static final int JFIF_HEADER = 18;

  private final byte[] bytes;
  private final ByteArrayOutputStream out;
  private byte @Nullable [] exif;

  StripJpeg(byte[] bytes) {
    this.bytes = bytes;
    this.out = new ByteArrayOutputStream(bytes.length);
  }

  Stripped strip() {
    mark(SOI);
    int at = 2;
    while (true) {
      at = nextMark(at);
      int mark = at(at + 1);
      if (mark == EOI) {
        mark(EOI);
        return new Stripped(out.toByteArray(), false, exif);
      }
      at = standsAlone(mark) ? at + 2 : segment(mark, at);
    }
  }

  /** Where the next segment begins; readers pass over what lies between two, and so does this. */
  private int nextMark(int from) {
    int at = from;
    while (at(at) != 0xFF || at(at + 1) == 0xFF || at(at + 1) == 0) {
      at++;
    }
    return at;
  }

  private static boolean standsAlone(int mark) {
    return mark == TEM || mark == SOI || (mark >= FIRST_RESTART && mark <= LAST_RESTART);
  }

  private int segment(int mark, int at) {
    int end = at + 2 + (at(at + 2) << 8) + at(at + 3);
    if (mark == APP0 && begins("JFIF\0", at + 4)) {
      jfif(at);
    } else if (isKept(mark, at + 4)) {
      out.write(bytes, at, end - at);
    } else if (mark == APP1 && exif == null && begins(EXIF, at + 4)) {
      exif = Arrays.copyOfRange(bytes, at + 4 + EXIF.length(), end);
    }
    return mark == SOS ? scan(end) : end;
  }

  private boolean isKept(int mark, int content) {
    return switch (mark) {
      case APP2 -> begins("ICC_PROFILE\0", content);
      case APP14 -> begins("Adobe", content);
      default -> (mark < APP0 || mark > APP15) && mark != COMMENT;
    };
  }

  /** Its thumbnail may show what was cut off the image since. */
  private void jfif(int at) {
    byte[] header = Arrays.copyOfRange(bytes, at, at + JFIF_HEADER);
    header[2] = 0;
    header[3] = JFIF_HEADER - 2;
    header[JFIF_HEADER - 2] = 0;
    header[JFIF_HEADER - 1] = 0;
    out.write(header, 0, JFIF_HEADER);
  }

  /** In the pixels' data FF is followed by 00 or by a restart mark; by any other mark behind it. */
  private int scan(int from) {
    int at = from;
    while (at(at) != 0xFF || isData(at(at + 1))) {
      at++;
    }
    out.write(bytes, from, at - from);
    return at;
  }

  private static boolean isData(int next) {
    return next == 0 || next == 0xFF || (next >= FIRST_RESTART && next <= LAST_RESTART);
  }

  private boolean begins(String name, int at) {
    byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
    return at + wanted.length <= bytes.length
        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private int at(int index) {
    return Byte.toUnsignedInt(bytes[index]);
  }

  private void mark(int mark) {
    out.write(0xFF);
    out.write(mark);
  }
}
