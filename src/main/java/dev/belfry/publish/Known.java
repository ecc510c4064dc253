package dev.belfry.publish;

import dev.belfry.queue.SentPart;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known only when a part is about to leave.
 *
 * @param delivery the delivery's number
 * @param sent the thread's parts that are live already, from the first on
 * @param now the moment of the attempt
 * @param earlier the correlation of the last try at the part; null where there was none, or none
 *     that may be live. A request that is still on its way and the one that is sent again must bear
 *     the same key
 * @param found what the network has told for what {@link Renderer#lacks} names; empty in a dry-run
 */
public record Known(
    long delivery,
    List<SentPart> sent,
    Instant now,
    @Nullable String earlier,
    Map<String, String> found) {
  public Known {
    sent = List.copyOf(sent);
    found = Map.copyOf(found);
  }

  /** Where the network need not tell anything before. */
  public Known(long delivery, List<SentPart> sent, Instant now, @Nullable String earlier) {
    this(delivery, sent, now, earlier, Map.of());
  }

  /** The position of the part that is about to leave, from 1. */
  public int position() {
    return sent.size() + 1;
  }

  /** The thread's first part; empty for the first part itself. */
  public Optional<SentPart> root() {
    return sent.isEmpty() ? Optional.empty() : Optional.of(sent.get(0));
  }

  /** The part that this one answers; empty for the first part. */
  public Optional<SentPart> parent() {
    return sent.isEmpty() ? Optional.empty() : Optional.of(sent.get(sent.size() - 1));
  }
}
