package dev.belfry.media.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A PNG file is chunks. Kept are those that make the pixels, their colours and their motion (<a
 * href="https://www.w3.org/TR/png-3/#11Chunks">PNG, third edition</a>).
 */
final class StripPng {
  private static final int SIGNATURE = 8;

  /** Length, name and checksum. */
  private static final int AROUND = 12;

  private static final Set<String> KEPT =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP",
          "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT");

  private final byte[] bytes;
  private final ByteBuffer in;
  private final ByteArrayOutputStream out;
  private byte @Nullable [] exif;
  private boolean animated;

  StripPng(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
    this.out = new ByteArrayOutputStream(bytes.length);
  }

  Stripped strip() throws BrokenMedia {
    out.write(bytes, 0, SIGNATURE);
    int at = SIGNATURE;
    while (true) {
      int length = in.getInt(at);
      if (length < 0 || length > bytes.length - at - AROUND) {
        throw new BrokenMedia(CutShort.SENTENCE);
      }
      String name = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      chunk(name, at, length);
      at += AROUND + length;
      if (name.equals("IEND")) {
        return new Stripped(out.toByteArray(), animated, exif);
      }
    }
  }

  private void chunk(String name, int at, int length) {
    int content = at + 8;
    if (KEPT.contains(name)) {
      out.write(bytes, at, AROUND + length);
    }
    if (name.equals("eXIf")) {
      exif = Arrays.copyOfRange(bytes, content, content + length);
    }
    if (name.equals("acTL")) {
      int frames = in.getInt(content);
      animated = frames > 1;
    }
  }
}
