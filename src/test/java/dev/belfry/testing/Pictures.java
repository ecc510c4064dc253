package dev.belfry.testing;

import dev.belfry.media.Images;
import dev.belfry.media.MediaSource;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Images that adapters can get, without a database. Thread-safe. */
public final class Pictures implements MediaSource {
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();

  /** Draws one and stores it; another for each width. */
  public Attachment draw(String alt, int width) {
    byte[] bytes = Images.draw("png", width, 12);
    String sha256 = sha256(bytes);
    stored.put(sha256, bytes);
    return new Attachment(new Media(sha256, MediaType.PNG, width, 12, bytes.length), alt);
  }

  @Override
  public InputStream open(String sha256) {
    byte[] bytes = stored.get(sha256);
    if (bytes == null) {
      throw new IllegalStateException("no media " + sha256);
    }
    return new ByteArrayInputStream(bytes);
  }

  /** 64 hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
