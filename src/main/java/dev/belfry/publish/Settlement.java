package dev.belfry.publish;

import dev.belfry.post.EventType;
import dev.belfry.queue.SentPart;
import java.util.Optional;

/**
 * What is to be written down about one attempt, and what becomes of its delivery.
 *
 * @param position the part's, from 1
 * @param token the lease token under which the attempt was opened: it closes this one attempt only
 * @param event what the history says of it
 */
public record Settlement(
    long delivery, int position, long token, Outcome outcome, EventType event, Next next) {

  /** What the attempt put on the network; empty where it did not, or may not have. */
  public Optional<SentPart> sentPart() {
    return outcome instanceof Outcome.Posted posted
        ? Optional.of(new SentPart(posted.remoteId(), posted.cid()))
        : Optional.empty();
  }
}
