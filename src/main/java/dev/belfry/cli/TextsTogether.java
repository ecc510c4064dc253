package dev.belfry.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one file or folder, so that the same one twice is found before anything of it is
 * saved. A million of them fit into a small heap. Not thread-safe.
 */
final class TextsTogether {
  private static final int FIRST_SIZE = 1 << 10;

  /** Slots of an open table; one is free where its place is null. */
  private long[] digests = new long[FIRST_SIZE];

  private long[] times = new long[FIRST_SIZE];
  private @Nullable String[] places = new @Nullable String[FIRST_SIZE];
  private int size;

  private final Duration apart;

  /**
   * @param apart how far from each other the same text may go out
   */
  TextsTogether(Duration apart) {
    this.apart = apart;
  }

  /**
   * Where the same text stands that goes out too near; where there is none, this one is remembered.
   *
   * @param digest of the account and the text
   * @param place where the post stands, as a person would look for it
   */
  Optional<String> sameOrAdd(long digest, Instant at, String place) {
    long time = at.toEpochMilli();
    for (int i = slot(digest); places[i] != null; i = next(i)) {
      if (digests[i] == digest && Math.abs(times[i] - time) < apart.toMillis()) {
        return Optional.ofNullable(places[i]);
      }
    }
    if (++size > places.length / 2) {
      grow();
    }
    put(digest, time, place);
    return Optional.empty();
  }

  private void grow() {
    long[] oldDigests = digests;
    long[] oldTimes = times;
    @Nullable String[] oldPlaces = places;
    digests = new long[oldPlaces.length * 2];
    times = new long[oldPlaces.length * 2];
    places = new @Nullable String[oldPlaces.length * 2];
    for (int i = 0; i < oldPlaces.length; i++) {
      String place = oldPlaces[i];
      if (place != null) {
        put(oldDigests[i], oldTimes[i], place);
      }
    }
  }

  private void put(long digest, long time, String place) {
    int i = slot(digest);
    while (places[i] != null) {
      i = next(i);
    }
    digests[i] = digest;
    times[i] = time;
    places[i] = place;
  }

  private int slot(long digest) {
    return (int) (digest & (places.length - 1));
  }

  private int next(int slot) {
    return (slot + 1) & (places.length - 1);
  }
}
