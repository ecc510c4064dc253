package dev.belfry.publish;

import dev.belfry.post.EventType;
import dev.belfry.queue.SentPart;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written down about one attempt, and what becomes of its delivery.
 *
 * @param position the part's, from 1
 * @param number which try at the part, from 1
 * @param token the lease token under which the attempt was opened: it closes this one attempt only
 * @param event what the history says of it; null where it says so already
 */
public record Settlement(
    long delivery,
    int position,
    int number,
    long token,
    Outcome outcome,
    @Nullable EventType event,
    Next next) {

  /** What the attempt put on the network, in order; empty where it did not, or may not have. */
  public List<SentPart> sentParts() {
    return outcome instanceof Outcome.Posted posted
        ? Stream.concat(
                Stream.of(new SentPart(posted.remoteId(), posted.cid())),
                posted.further().stream().map(LivePart::sent))
            .toList()
        : List.of();
  }

  /** The parts that went out in the request of this one's, in order. */
  public List<LivePart> further() {
    return outcome instanceof Outcome.Posted posted ? posted.further() : List.of();
  }
}
