package dev.belfry.networks.bluesky;

import dev.belfry.post.Sha256;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/**
 * <a href="https://github.com/multiformats/cid">Content identifiers</a> as <a
 * href="https://atproto.com/specs/data-model#link-and-cid-formats">atproto uses them</a>: version
 * 1, SHA-256, in lower-case base 32 behind a {@code b}.
 */
final class Cid {
  private static final int RAW = 0x55;
  private static final int DAG_CBOR = 0x71;

  /** Version, codec, hash function, and the hash's length. */
  private static final int PREFIX = 4;

  private static final int SHA_256 = 0x12;
  private static final int HASH = 32;
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int TEXT = 1 + ((PREFIX + HASH) * 8 + 4) / 5;

  private Cid() {}

  /** A record's: of its {@link DagCbor} encoding. */
  static String ofRecord(JsonNode record) {
    return text(DAG_CBOR, Sha256.of(DagCbor.encode(record)));
  }

  /**
   * A file's: of its bytes as they are.
   *
   * @param sha256 64 hexadecimal digits
   */
  static String ofFile(String sha256) {
    return text(RAW, HexFormat.of().parseHex(sha256));
  }

  /**
   * One in binary.
   *
   * @throws IllegalArgumentException where it is none
   */
  static byte[] binary(String cid) {
    byte[] binary = new byte[PREFIX + HASH];
    if (cid.length() != TEXT || cid.charAt(0) != 'b') {
      throw new IllegalArgumentException("not a content identifier: " + cid);
    }
    long bits = 0;
    int count = 0;
    int written = 0;
    for (int i = 1; i < TEXT; i++) {
      int digit = DIGITS.indexOf(cid.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("not a content identifier: " + cid);
      }
      bits = (bits << 5) | digit;
      count += 5;
      if (count >= 8) {
        count -= 8;
        binary[written++] = (byte) (bits >>> count);
      }
    }
    return binary;
  }

  private static String text(int codec, byte[] hash) {
    byte[] binary = new byte[PREFIX + HASH];
    binary[0] = 1;
    binary[1] = (byte) codec;
    binary[2] = SHA_256;
    binary[3] = HASH;
    System.arraycopy(hash, 0, binary, PREFIX, HASH);
    StringBuilder text = new StringBuilder(TEXT).append('b');
    int bits = 0;
    int count = 0;
    for (byte each : binary) {
      bits = ((bits << 8) | Byte.toUnsignedInt(each)) & 0xfff;
      count += 8;
      for (; count >= 5; count -= 5) {
        text.append(DIGITS.charAt((bits >>> (count - 5)) & 31));
      }
    }
    return text.append(DIGITS.charAt((bits << (5 - count)) & 31)).toString();
  }
}
