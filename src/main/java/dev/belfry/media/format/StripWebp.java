package dev.belfry.media.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A WebP file is chunks in a RIFF file (<a
 * href="https://developers.google.com/speed/webp/docs/riff_container">its container</a>). Kept are
 * those that make the pixels, their colours and their motion; the flags of the header say no longer
 * that there are others.
 */
final class StripWebp {
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;
  private static final int HAS_EXIF_OR_XMP = 0x08 | 0x04;
  private static final int HAS_MOTION = 0x02;

  private static final Set<String> IN_FILE =
      Set.of("VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP");
  private static final Set<String> IN_FRAME = Set.of("VP8 ", "VP8L", "ALPH");

  private final byte[] bytes;
  private final ByteBuffer in;
  private byte @Nullable [] exif;
  private int frames;
  private boolean moves;

  StripWebp(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  Stripped strip() throws BrokenMedia {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream(bytes.length);
    long end = Integer.toUnsignedLong(in.getInt(4)) + CHUNK_HEADER;
    copy(IN_FILE, RIFF_HEADER, (int) Math.min(end, bytes.length), chunks);
    ByteBuffer out =
        ByteBuffer.allocate(RIFF_HEADER + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(bytes, 0, RIFF_HEADER).put(chunks.toByteArray());
    out.putInt(4, out.capacity() - CHUNK_HEADER);
    return new Stripped(out.array(), moves && frames > 1, exif);
  }

  private void copy(Set<String> kept, int from, int to, ByteArrayOutputStream out)
      throws BrokenMedia {
    int at = from;
    while (at < to - CHUNK_HEADER) {
      String name = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
      int length = in.getInt(at + 4);
      int content = at + CHUNK_HEADER;
      if (length < 0 || length > to - content) {
        throw new BrokenMedia(CutShort.SENTENCE);
      }
      if (kept.contains(name)) {
        chunk(name, content, length, out);
      } else if (name.equals("EXIF")) {
        exif = withoutName(Arrays.copyOfRange(bytes, content, content + length));
      }
      at = content + length + (length & 1);
    }
  }

  private void chunk(String name, int content, int length, ByteArrayOutputStream out)
      throws BrokenMedia {
    byte[] kept =
        switch (name) {
          case "VP8X" -> header(content, length);
          case "ANMF" -> frame(content, length);
          default -> Arrays.copyOfRange(bytes, content, content + length);
        };
    ByteBuffer head = ByteBuffer.allocate(CHUNK_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    head.put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt(kept.length);
    out.write(head.array(), 0, CHUNK_HEADER);
    out.write(kept, 0, kept.length);
    if ((kept.length & 1) == 1) {
      out.write(0);
    }
  }

  private byte[] header(int content, int length) {
    byte[] header = Arrays.copyOfRange(bytes, content, content + length);
    moves = (header[0] & HAS_MOTION) != 0;
    header[0] &= (byte) ~HAS_EXIF_OR_XMP;
    return header;
  }

  private byte[] frame(int content, int length) throws BrokenMedia {
    frames++;
    ByteArrayOutputStream frame = new ByteArrayOutputStream(length);
    frame.write(bytes, content, FRAME_HEADER);
    copy(IN_FRAME, content + FRAME_HEADER, content + length, frame);
    return frame.toByteArray();
  }

  /** Some programs put JPEG's name for EXIF before it here, too. */
  private static byte[] withoutName(byte[] exif) {
    boolean named = exif.length > 6 && exif[0] == 'E' && exif[1] == 'x' && exif[4] == 0;
    return named ? Arrays.copyOfRange(exif, 6, exif.length) : exif;
  }
}
