package dev.belfry.media.format;

/**
 * Bytes of a file that are read as others, so that nothing behind them moves.
 *
 * @param at the first of them
 * @param length how many they are
 * @param first what is read at their beginning; zeros follow
 */
@SuppressWarnings("ArrayRecordComponent") // It is never compared.
public record Patch(long at, long length, byte[] first) {
  private static final byte[] NOTHING = {};

  static Patch zeros(long at, long end) {
    return new Patch(at, end - at, NOTHING);
  }

  static Patch word(long at, byte[] word) {
    return new Patch(at, word.length, word);
  }

  long end() {
    return at + length;
  }

  /** The byte that is read at that place, which is one of them. */
  byte at(long place) {
    long index = place - at;
    return index < first.length ? first[(int) index] : 0;
  }
}
