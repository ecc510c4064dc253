package dev.belfry.networks.x;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A medium that X has and is still at work on, as it is kept for the next try: a video need not be
 * brought again because X takes long over it.
 *
 * @param until when X forgets it, unless it is on a post by then
 */
record KeptUpload(String id, Instant until) {
  /** What is written where there is nothing to go on with. */
  static final String NOTHING = "";

  /** Where X does not name one; <a href="https://docs.x.com/x-api/media/introduction">a day</a>. */
  private static final long USUAL_SECONDS = 86_400;

  /** For so long an id is used that is found now: X must not have forgotten it by then. */
  private static final Duration USED_FOR = Duration.ofHours(20);

  /**
   * What X has just taken.
   *
   * @param sent its answer
   */
  static KeptUpload of(JsonNode sent, Instant now) {
    long seconds = sent.path("expires_after_secs").longValue(USUAL_SECONDS);
    return new KeptUpload(
        sent.path("id").stringValue(""),
        now.plusSeconds(Math.max(0, Math.min(seconds, USUAL_SECONDS))));
  }

  /** Reads what {@link #written} wrote; empty where it is too old to go on with, or is none. */
  static Optional<KeptUpload> read(@Nullable String written, Instant now) {
    String[] words = written == null ? new String[0] : written.split(" ", -1);
    try {
      return words.length == 2
          ? Optional.of(new KeptUpload(words[0], Instant.parse(words[1])))
              .filter(kept -> now.plus(USED_FOR).isBefore(kept.until()))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  String written() {
    return id + " " + until;
  }
}
