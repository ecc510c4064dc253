package dev.belfry.testing.network;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The hashes of records and files, by an encoder that shares nothing with Belfry's own. */
final class PdsHash {
  private static final CBORMapper CBOR = new CBORMapper(new CBORFactory());
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 36 * 8;

  private PdsHash() {}

  static String ofRecord(JsonNode record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CBORGenerator generator = (CBORGenerator) CBOR.createGenerator(out)) {
      write(generator, record);
    }
    return cid(0x71, out.toByteArray());
  }

  static String ofFile(byte[] bytes) {
    return cid(0x55, bytes);
  }

  private static void write(CBORGenerator to, JsonNode node) {
    if (node.has("$link")) {
      to.writeTag(42);
      byte[] cid = parse(node.path("$link").stringValue());
      byte[] prefixed = new byte[cid.length + 1];
      System.arraycopy(cid, 0, prefixed, 1, cid.length);
      to.writeBinary(prefixed);
    } else if (node.isObject()) {
      List<Map.Entry<String, JsonNode>> fields =
          node.properties().stream()
              .sorted(
                  Comparator.comparing(
                      field -> utf8(field.getKey()),
                      Comparator.<byte[]>comparingInt(key -> key.length)
                          .thenComparing(Arrays::compareUnsigned)))
              .toList();
      to.writeStartObject(node, fields.size());
      for (Map.Entry<String, JsonNode> field : fields) {
        to.writeName(field.getKey());
        write(to, field.getValue());
      }
      to.writeEndObject();
    } else if (node.isArray()) {
      to.writeStartArray(node, node.size());
      node.forEach(item -> write(to, item));
      to.writeEndArray();
    } else if (node.isString()) {
      byte[] text = utf8(node.stringValue());
      to.writeUTF8String(text, 0, text.length);
    } else if (node.isIntegralNumber()) {
      to.writeNumber(node.longValue());
    } else if (node.isBoolean()) {
      to.writeBoolean(node.booleanValue());
    } else {
      throw new IllegalArgumentException("not in a record: " + node);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String cid(int codec, byte[] content) {
    byte[] binary = new byte[36];
    binary[0] = 1;
    binary[1] = (byte) codec;
    binary[2] = 0x12;
    binary[3] = 32;
    System.arraycopy(sha256(content), 0, binary, 4, 32);
    BigInteger number = new BigInteger(1, binary).shiftLeft(2);
    StringBuilder text = new StringBuilder("b");
    for (int i = (BITS + 2) / 5 - 1; i >= 0; i--) {
      text.append(DIGITS.charAt(number.shiftRight(5 * i).intValue() & 31));
    }
    return text.toString();
  }

  private static byte[] parse(String cid) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 1; i < cid.length(); i++) {
      number = number.shiftLeft(5).or(BigInteger.valueOf(DIGITS.indexOf(cid.charAt(i))));
    }
    byte[] bytes = number.shiftRight(2).toByteArray();
    byte[] whole = new byte[36];
    System.arraycopy(bytes, 0, whole, 36 - bytes.length, bytes.length);
    return whole;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** A token of which a client may read when it ends and what it is for. */
  static String token(String scope, String id, long end) {
    String claims = "{\"scope\":\"%s\",\"jti\":\"%s\",\"exp\":%d}".formatted(scope, id, end);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return "%s.%s.%s"
        .formatted(
            encoder.encodeToString(utf8("{\"alg\":\"none\"}")),
            encoder.encodeToString(utf8(claims)),
            encoder.encodeToString(utf8(id)));
  }
}
