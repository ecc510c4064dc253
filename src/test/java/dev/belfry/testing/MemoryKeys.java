package dev.belfry.testing;

import dev.belfry.account.Keyring;
import dev.belfry.account.Keys;
import java.util.function.UnaryOperator;

/** Keys that are gone with the test; a node on another machine has a {@link #copy}. */
public final class MemoryKeys implements Keys {
  private Keyring ring = Keyring.EMPTY;

  @Override
  public synchronized Keyring read() {
    return ring;
  }

  @Override
  public synchronized Keyring change(UnaryOperator<Keyring> change) {
    ring = change.apply(ring);
    return ring;
  }

  @Override
  public String place() {
    return "the test's memory";
  }

  /** What a copy of the file has. */
  public synchronized MemoryKeys copy() {
    MemoryKeys copy = new MemoryKeys();
    copy.ring = ring;
    return copy;
  }

  /** Everything is lost. */
  public synchronized void lose() {
    ring = Keyring.EMPTY;
  }
}
