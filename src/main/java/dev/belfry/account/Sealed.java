package dev.belfry.account;

/** A sealed secret, with the id of the key that opens it. Immutable. */
final class Sealed {
  private final byte[] bytes;
  private final int key;

  Sealed(byte[] bytes, int key) {
    this.bytes = bytes.clone();
    this.key = key;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  int key() {
    return key;
  }

  @Override
  public String toString() {
    return "Sealed[with %s]".formatted(Keyring.name(key));
  }
}
