package dev.belfry.queue;

import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in this node's hands, for as long as the lease on its account lasts.
 *
 * @param delivery the delivery's number
 * @param token the lease's token, under which everything is written
 * @param failures how many times it was put off after a definite failure
 * @param tries how many attempts there were already at the first part that is not live
 * @param correlation the key that the last of these tries went out under; null where it had none,
 *     or where each was clearly refused or never sent, so that the next begins anew: on Bluesky a
 *     post is dated by its key, and who logs in again a day later must not post as of yesterday
 * @param absent those of these tries that were not found on the network; null where there are none
 * @param bodies each part's request as it was rendered when queued, in order
 * @param sent the parts that are live already, from the first on
 */
public record Claim(
    long delivery,
    PostId post,
    AccountName account,
    long token,
    int failures,
    int tries,
    @Nullable String correlation,
    @Nullable AbsentTries absent,
    List<String> bodies,
    List<SentPart> sent) {
  public Claim {
    bodies = List.copyOf(bodies);
    sent = List.copyOf(sent);
  }

  /** Where no earlier try was sought in vain. */
  public Claim(
      long delivery,
      PostId post,
      AccountName account,
      long token,
      int failures,
      int tries,
      @Nullable String correlation,
      List<String> bodies,
      List<SentPart> sent) {
    this(
        delivery,
        post,
        account,
        token,
        failures,
        tries,
        correlation,
        /* absent= */ null,
        bodies,
        sent);
  }

  /** The position of the first part that is not live yet, from 1; empty where all are. */
  public Optional<Integer> nextPart() {
    return sent.size() < bodies.size() ? Optional.of(sent.size() + 1) : Optional.empty();
  }

  /** The claim of a delivery that was begun before. */
  Claim resumed(
      int tries, @Nullable String correlation, @Nullable AbsentTries absent, List<SentPart> sent) {
    return new Claim(
        delivery, post, account, token, failures, tries, correlation, absent, bodies, sent);
  }

  /** The claim as it stands when its next parts are live. */
  public Claim after(List<SentPart> parts) {
    List<SentPart> longer = new ArrayList<>(sent);
    longer.addAll(parts);
    return new Claim(
        delivery, post, account, token, failures, /* tries= */ 0, null, bodies, longer);
  }
}
