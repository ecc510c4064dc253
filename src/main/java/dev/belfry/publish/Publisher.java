package dev.belfry.publish;

import dev.belfry.post.AccountName;
import dev.belfry.post.Post;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The port to a network. Every adapter, the dry-run too, passes the one contract suite. Adapters
 * are thread-safe; they never send anything twice by themselves.
 */
public interface Publisher {

  /**
   * Finds out what the network alone can tell of a claim's next parts before they leave: uploads
   * their images, and the like. Nothing that it does can be seen by anybody; it may be done again.
   * Never throws for what a network may do.
   *
   * @param post what the claim's parts are
   * @param lacks the placeholders for which nothing is known yet, as {@link Renderer#lacks} names
   *     them; not empty
   * @param known what was found for it before, by names that it may have chosen itself
   * @param patience for the whole; where it is over what was found by then is given
   */
  default Preparation prepare(
      Claim claim, Post post, Set<String> lacks, Map<String, String> known, Patience patience) {
    return new Preparation.Ready(Map.of());
  }

  /**
   * Sends an attempt's parts, once. Never throws for what a network may do: whatever happens is an
   * {@link Outcome}.
   *
   * @param within how long the whole exchange may take, the reply's last byte included; what is not
   *     known by then is {@link Outcome.Unconfirmed}. Where a log-in has to be renewed it may be
   *     later that it is told, but nothing is sent after that
   */
  Outcome publish(Attempt attempt, Duration within);

  /**
   * Asks the network what became of an attempt. Sends nothing.
   *
   * @param within how long the whole look may take
   */
  Look look(OpenAttempt attempt, Duration within);

  /**
   * Has the network delete a part that Belfry posted. Never throws for what a network may do.
   *
   * @param within how long the whole may take
   */
  Retraction retract(AccountName account, SentPart part, Duration within);
}
