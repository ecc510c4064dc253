package dev.belfry.compose;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Bytes to text, strictly: a byte that is not UTF-8 is told, never replaced. */
final class Utf8 {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8() {}

  /**
   * The text of the first {@code length} bytes, without a leading byte order mark.
   *
   * @param where what is read, for people; empty where the line says enough
   * @param firstLine the number of the line that the bytes begin with
   * @throws InvalidInput with line and column (counted in bytes, from 1) of the first bad byte
   */
  static String decode(byte[] bytes, int length, String where, int firstLine) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    CharBuffer out = CharBuffer.allocate(length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw notUtf8(bytes, in.position(), where, firstLine);
    }
    out.flip();
    boolean marked = out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK;
    return (marked ? out.subSequence(1, out.length()) : out).toString();
  }

  private static InvalidInput notUtf8(byte[] bytes, int at, String where, int firstLine) {
    int line = firstLine;
    int column = 1;
    for (int i = 0; i < at; i++) {
      column = bytes[i] == '\n' ? 1 : column + 1;
      line += bytes[i] == '\n' ? 1 : 0;
    }
    String message =
        looksLikeUtf16(bytes)
            ? "this is UTF-16; save it as UTF-8"
            : String.format(
                Locale.ROOT, "the byte 0x%02X is not UTF-8; save it as UTF-8", bytes[at]);
    Problem problem = new Problem("line " + line + ", column " + column, message);
    return new InvalidInput(List.of(where.isEmpty() ? problem : problem.in(where)));
  }

  private static boolean looksLikeUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
            || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
  }
}
