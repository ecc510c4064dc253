package dev.belfry.compose.formats;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Keys for posts that have none, so that the same file twice makes them once: the same words at the
 * same time are the same post, and the second of two such in one file is another. Not thread-safe.
 */
final class KeyOfRow {
  /** As much of a SHA-256 as no two posts share: 16 bytes. */
  private static final int LENGTH = 32;

  private final Format format;
  private final Map<String, Integer> times = new HashMap<>();

  KeyOfRow(Format format) {
    this.format = format;
  }

  /** The key of what is in the cells. */
  String of(List<String> cells) {
    String hash = hash(String.join("\u0000", cells));
    int time = times.merge(hash, 1, Integer::sum);
    return "%s:%s%s".formatted(format.word(), hash, time == 1 ? "" : "-" + time);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
