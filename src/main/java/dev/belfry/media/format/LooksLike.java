package dev.belfry.media.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file without a known signature seems to be, for the sentence that refuses it. */
public final class LooksLike {
  private static final int PREFIX = 512;

  private LooksLike() {}

  public static String ofUnknown(byte[] bytes) {
    int length = Math.min(PREFIX, bytes.length);
    CharBuffer start = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, length));
    if (start.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c))) {
      return "something else";
    }
    String text = start.toString().strip().toLowerCase(Locale.ROOT);
    if (text.contains("<svg")) {
      return "SVG, which no network takes; export it as PNG";
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return "a web page";
    }
    return text.indexOf('\ufffd') >= 0 && text.indexOf('\ufffd') < text.length() - 1
        ? "something else"
        : "text";
  }
}
