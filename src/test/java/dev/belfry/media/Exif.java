package dev.belfry.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** EXIF data as a phone writes it: who made it, how it was held, and where on earth that was. */
final class Exif {
  /** Stands in all that must not be left. */
  static final String SECRET = "SECRET-of-the-ringer";

  /** 52° 31' 12.34", in hundredths of a second; no other part of a test file has these bytes. */
  private static final int SECONDS = 0x4D5A_1234;

  private Exif() {}

  static byte[] of(int orientation) {
    byte[] make = (SECRET + "\0").getBytes(ISO_8859_1);
    int ifd = 8;
    int gps = ifd + 2 + 3 * 12 + 4;
    int values = gps + 2 + 2 * 12 + 4;
    ByteBuffer tiff = ByteBuffer.allocate(values + 24 + make.length).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put("II".getBytes(ISO_8859_1)).putShort((short) 42).putInt(ifd);
    tiff.putShort((short) 3);
    entry(tiff, 0x010F, 2, make.length, values + 24);
    entry(tiff, 0x0112, 3, 1, orientation);
    entry(tiff, 0x8825, 4, 1, gps);
    tiff.putInt(0).putShort((short) 2);
    entry(tiff, 1, 2, 2, 'N');
    entry(tiff, 2, 5, 3, values);
    tiff.putInt(0);
    tiff.putInt(52).putInt(1).putInt(31).putInt(1).putInt(SECONDS).putInt(100).put(make);
    return tiff.array();
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  /** Whether anything of it is in the bytes. */
  static boolean isIn(byte[] bytes) {
    ByteBuffer seconds = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(SECONDS);
    String all = new String(bytes, ISO_8859_1);
    return all.contains(SECRET)
        || all.contains("Exif")
        || all.contains(new String(seconds.array(), ISO_8859_1));
  }
}
