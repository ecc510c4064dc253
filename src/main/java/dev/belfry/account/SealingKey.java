package dev.belfry.account;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** One key of a {@link Keyring}: AES-256-GCM by Google's Tink. Thread-safe. */
final class SealingKey {
  private final int id;
  private final Aead aead;

  SealingKey(int id, Aead aead) {
    this.id = id;
    this.aead = aead;
  }

  int id() {
    return id;
  }

  /** Seals a secret. It can be opened only together with what stands beside it. */
  Sealed seal(String secret, String beside) {
    try {
      return new Sealed(aead.encrypt(bytes(secret), bytes(beside)), id);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM can't be had from this Java", e);
    }
  }

  /** The secret; empty where it was changed, or what stands beside it was. */
  Optional<String> open(Sealed sealed, String beside) {
    try {
      return Optional.of(
          new String(aead.decrypt(sealed.bytes(), bytes(beside)), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "SealingKey[%s]".formatted(Keyring.name(id));
  }
}
