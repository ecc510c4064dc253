package dev.belfry.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by which media, requests and the history are known. */
public final class Sha256 {
  private Sha256() {}

  /** Nothing digested yet. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** 32 bytes. */
  public static byte[] of(byte[] bytes) {
    return begin().digest(bytes);
  }

  /** 32 bytes, of the text's UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /** The text's as 64 lower-case hexadecimal digits, as {@code sha256sum} prints it. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }
}
