package dev.belfry.publish;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The exact request for one part.
 *
 * @param body the bytes that go to the network, as text in UTF-8
 * @param correlation what the network can be asked for afterwards (a record key, an idempotency
 *     key); null where the network knows no such thing
 */
public record Request(String body, @Nullable String correlation) {

  /** SHA-256 of the body. */
  public byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
