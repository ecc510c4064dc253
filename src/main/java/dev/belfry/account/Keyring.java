package dev.belfry.account;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal credentials: one for each database that this machine has worked with, two
 * while one takes over from another. Immutable; its keys appear in no {@link #toString}.
 *
 * <p>Loading this class loads Tink: only what needs a secret touches it.
 */
public final class Keyring {
  /** Without any key. */
  public static final Keyring EMPTY = new Keyring(null);

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink can't be set up", e);
    }
  }

  private final @Nullable KeysetHandle keys;

  private Keyring(@Nullable KeysetHandle keys) {
    this.keys = keys;
  }

  /** Reads what {@link #json} wrote; empty where it is damaged. */
  public static Optional<Keyring> parse(String json) {
    try {
      KeysetHandle keys =
          TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
      Keyring ring = new Keyring(keys);
      // Each key is made use of, so that a damaged one is found before anything depends on it.
      IntStream.range(0, keys.size()).forEach(at -> new SealingKey(0, aead(keys, at)));
      return Optional.of(ring);
    } catch (GeneralSecurityException | RuntimeException e) {
      // The cause may quote what it could not read.
      return Optional.empty();
    }
  }

  /** All keys, in the clear, as Tink writes a keyset. To be shown nowhere. */
  public String json() {
    if (keys == null) {
      throw new IllegalStateException("there is no key to write");
    }
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the keys can't be written", e);
    }
  }

  /** How many keys there are. */
  public int size() {
    return keys == null ? 0 : keys.size();
  }

  /** With one more key, made of the system's randomness; it is {@link #newest}. */
  Keyring withNewKey() {
    KeysetHandle.Builder builder =
        keys == null ? KeysetHandle.newBuilder() : KeysetHandle.newBuilder(keys);
    return build(
        builder.addEntry(
            KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId()
                .makePrimary()));
  }

  /** Without that key, if it was there. The last key stays: a ring that is written has one. */
  Keyring without(int id) {
    if (keys == null || keys.size() == 1 || key(id).isEmpty()) {
      return this;
    }
    KeysetHandle.Builder builder = KeysetHandle.newBuilder();
    IntStream.range(0, keys.size())
        .mapToObj(keys::getAt)
        .filter(entry -> entry.getId() != id)
        .forEach(
            entry ->
                builder.addEntry(
                    KeysetHandle.importKey(entry.getKey())
                        .withFixedId(entry.getId())
                        .makePrimary()));
    return build(builder);
  }

  /** The key that was made last. */
  SealingKey newest() {
    if (keys == null) {
      throw new IllegalStateException("there is no key");
    }
    return keyAt(keys, keys.size() - 1);
  }

  /** The key of that id, if it is there. */
  Optional<SealingKey> key(int id) {
    KeysetHandle handle = keys;
    if (handle == null) {
      return Optional.empty();
    }
    return IntStream.range(0, handle.size())
        .filter(at -> handle.getAt(at).getId() == id)
        .mapToObj(at -> keyAt(handle, at))
        .findFirst();
  }

  /** A key as people are told of it: {@code 1f0c77aa}. */
  static String name(int id) {
    return "%08x".formatted(id);
  }

  private static SealingKey keyAt(KeysetHandle keys, int at) {
    return new SealingKey(keys.getAt(at).getId(), aead(keys, at));
  }

  private static Aead aead(KeysetHandle keys, int at) {
    KeysetHandle.Entry entry = keys.getAt(at);
    KeysetHandle alone =
        build(
                KeysetHandle.newBuilder()
                    .addEntry(
                        KeysetHandle.importKey(entry.getKey())
                            .withFixedId(entry.getId())
                            .makePrimary()))
            .handle();
    try {
      return alone.getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key is of no use for AES-GCM", e);
    }
  }

  private KeysetHandle handle() {
    if (keys == null) {
      throw new IllegalStateException("there is no key");
    }
    return keys;
  }

  private static Keyring build(KeysetHandle.Builder builder) {
    try {
      return new Keyring(builder.build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink refuses a ring of keys", e);
    }
  }

  @Override
  public String toString() {
    return "Keyring[%d keys]".formatted(size());
  }
}
