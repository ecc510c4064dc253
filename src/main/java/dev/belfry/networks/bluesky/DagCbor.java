package dev.belfry.networks.bluesky;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The one encoding of a record that its hash is taken of: <a
 * href="https://ipld.io/specs/codecs/dag-cbor/spec/">DAG-CBOR</a>, of records in <a
 * href="https://atproto.com/specs/data-model">atproto's form of JSON</a>. It is a narrow part of
 * CBOR in which each value has one encoding only: shortest numbers, known lengths, keys in order,
 * no fractions.
 */
final class DagCbor {
  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int FALSE = 0xf4;
  private static final int TRUE = 0xf5;
  private static final int NULL = 0xf6;

  /** The tag of a link to other content. */
  private static final int LINK = 42;

  /** By length, then by bytes. */
  private static final Comparator<byte[]> KEYS =
      Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DagCbor() {}

  /**
   * Encodes a value.
   *
   * @throws IllegalArgumentException for what a record can't hold: a fraction, a whole number of
   *     more than 64 bits, a broken link
   */
  static byte[] encode(JsonNode value) {
    DagCbor encoder = new DagCbor();
    encoder.write(value);
    return encoder.out.toByteArray();
  }

  private void write(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> object(value);
      case ARRAY -> {
        head(ARRAY, value.size());
        value.forEach(this::write);
      }
      case STRING -> text(utf8(value.stringValue()));
      case NUMBER -> number(value);
      case BOOLEAN -> out.write(value.booleanValue() ? TRUE : FALSE);
      case NULL -> out.write(NULL);
      default -> throw new IllegalArgumentException("no record holds a " + value.getNodeType());
    }
  }

  private void object(JsonNode object) {
    if (object.size() == 1 && object.has("$link")) {
      link(object.path("$link").stringValue());
    } else if (object.size() == 1 && object.has("$bytes")) {
      bytes(Base64.getDecoder().decode(object.path("$bytes").stringValue()));
    } else {
      map(object);
    }
  }

  private void map(JsonNode object) {
    List<Map.Entry<byte[], JsonNode>> fields =
        object.properties().stream()
            .map(each -> Map.entry(utf8(each.getKey()), each.getValue()))
            .sorted(Map.Entry.comparingByKey(KEYS))
            .toList();
    head(MAP, fields.size());
    for (Map.Entry<byte[], JsonNode> field : fields) {
      text(field.getKey());
      write(field.getValue());
    }
  }

  /** The zero in front says that the link is in binary. */
  private void link(String cid) {
    byte[] binary = Cid.binary(cid);
    head(TAG, LINK);
    head(BYTES, binary.length + 1L);
    out.write(0);
    out.writeBytes(binary);
  }

  private void number(JsonNode number) {
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw new IllegalArgumentException("no record holds the number " + number);
    }
    long value = number.longValue();
    head(value < 0 ? NEGATIVE : UNSIGNED, value < 0 ? -1 - value : value);
  }

  private void bytes(byte[] bytes) {
    head(BYTES, bytes.length);
    out.writeBytes(bytes);
  }

  private void text(byte[] utf8) {
    head(TEXT, utf8.length);
    out.writeBytes(utf8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A kind and a number in as few bytes as it takes. */
  private void head(int kind, long number) {
    int bytes = number < 24 ? 0 : number < 1L << 8 ? 1 : number < 1L << 16 ? 2 : 4;
    bytes = number < 1L << 32 ? bytes : 8;
    int argument = bytes == 0 ? (int) number : 24 + Integer.numberOfTrailingZeros(bytes);
    out.write((kind << 5) | argument);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (number >>> (8 * i)));
    }
  }
}
