package dev.belfry.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.belfry.publish.SentMark;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A mark as it stands in a file: {@code sequence epoch delivery part number sha256 instant crc32},
 * padded with blanks to a sector.
 *
 * @param sequence grows by one with each mark of a file
 */
record MarkLine(long sequence, SentMark mark) {
  /** In bytes: what a disk writes as a whole. */
  static final int SIZE = 512;

  private static final int FIELDS = 8;
  private static final int SHA_256 = 32;

  byte[] bytes() {
    String fields =
        String.format(
            Locale.ROOT, // another's digits may not be in ASCII
            "%d %d %d %d %d %s %s",
            sequence,
            mark.epoch(),
            mark.delivery(),
            mark.part(),
            mark.number(),
            mark.sha256(),
            mark.at());
    byte[] line = new byte[SIZE];
    Arrays.fill(line, (byte) ' ');
    byte[] written = (fields + " " + checksum(fields)).getBytes(US_ASCII);
    System.arraycopy(written, 0, line, 0, written.length);
    line[SIZE - 1] = '\n';
    return line;
  }

  /** The line in these bytes; empty where it is damaged. */
  static Optional<MarkLine> parse(byte[] bytes, int from, int until) {
    String line = new String(bytes, from, until - from, US_ASCII).strip();
    String[] fields = line.split(" ", -1);
    int end = line.lastIndexOf(' ');
    if (fields.length != FIELDS || !checksum(line.substring(0, end)).equals(fields[FIELDS - 1])) {
      return Optional.empty();
    }
    try {
      SentMark mark =
          new SentMark(
              Integer.parseInt(fields[1]),
              Long.parseLong(fields[2]),
              Integer.parseInt(fields[3]),
              Integer.parseInt(fields[4]),
              fields[5],
              Instant.parse(fields[6]));
      return HexFormat.of().parseHex(mark.sha256()).length == SHA_256
          ? Optional.of(new MarkLine(Long.parseLong(fields[0]), mark))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A line that was never written. */
  static boolean isBlank(byte[] bytes, int from, int until) {
    for (int i = from; i < until; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static String checksum(String fields) {
    CRC32 crc = new CRC32();
    crc.update(fields.getBytes(US_ASCII));
    return HexFormat.of().toHexDigits(crc.getValue(), 8);
  }
}
