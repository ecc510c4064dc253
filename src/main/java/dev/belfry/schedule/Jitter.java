package dev.belfry.schedule;

import java.time.ZoneOffset;

/** By how much a slot is moved: as good as chance, and the same each time that it is asked for. */
final class Jitter {
  private Jitter() {}

  /**
   * A number of minutes, none of them likelier than another.
   *
   * @param room how far it may go, either way; not negative
   */
  static long minutes(SlotName slot, long room) {
    long seed = slot.schedule().hashCode() * 0x9E3779B97F4A7C15L;
    long mixed = mix(seed + slot.nominal().toEpochSecond(ZoneOffset.UTC));
    return Math.floorMod(mixed, 2 * room + 1) - room;
  }

  /** The finisher of SplitMix64 (Steele, Lea and Flood, 2014): each bit hangs on every other. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
