package dev.belfry.publish;

import dev.belfry.post.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The exact request for a part, and on some networks for those that follow it, too.
 *
 * @param body the bytes that go to the network, as text in UTF-8
 * @param correlation what the network can be asked for afterwards (a record key, an idempotency
 *     key); null where the network knows no such thing
 * @param parts how many parts of the thread it carries, at least 1
 */
public record Request(String body, @Nullable String correlation, int parts) {
  public Request {
    if (parts < 1) {
      throw new IllegalArgumentException("a request carries at least one part");
    }
  }

  /** The request for one part. */
  public Request(String body, @Nullable String correlation) {
    this(body, correlation, 1);
  }

  /** SHA-256 of the body. */
  public byte[] sha256() {
    return Sha256.of(body);
  }
}
