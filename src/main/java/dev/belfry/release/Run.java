package dev.belfry.release;

import dev.belfry.publish.Attempt;
import dev.belfry.publish.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane does next.
 *
 * @param askedAt before the round trip that opened it
 * @param outcome what came of its one attempt before it could be made; null where it is to be made
 */
record Run(Opened opened, Instant askedAt, @Nullable Outcome outcome) {

  static Run begin(Opened opened, Instant askedAt) {
    return new Run(opened, askedAt, null);
  }

  boolean isOver() {
    return opened.isNothing();
  }

  List<Attempt> attempts() {
    return opened.attempts();
  }
}
