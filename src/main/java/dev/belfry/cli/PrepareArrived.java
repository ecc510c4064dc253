package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.compose.ContentDigest;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.compose.moving.MovedPost;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Post;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.publish.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks where a post of another Belfry stood. Not thread-safe. */
final class PrepareArrived {
  private static final int MOST_NOTES = 10;

  private final Arrival arrival;
  private final ImportAccounts accounts;
  private final PrepareTargets prepare;
  private final Set<Long> posts = new HashSet<>();
  private final Set<Long> deliveries = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param prepare renders what was changed in the file by hand
   */
  PrepareArrived(Arrival arrival, ImportAccounts accounts, PrepareTargets prepare) {
    this.arrival = arrival;
    this.accounts = accounts;
    this.prepare = prepare;
  }

  /**
   * Whether the post may stand in this file: always true.
   *
   * @throws InvalidInput where it may not
   */
  boolean check(RawPost raw) {
    MovedPost moved = raw.moved();
    if (moved == null && arrival.keepsNumbers()) {
      throw new InvalidInput(
          "",
          "this stands in an export, and tells no \"state\"; import it afterwards, from a file of its own");
    }
    if (moved != null) {
      var unused = arrival.belfry("");
      if (!posts.add(moved.post())) {
        throw new InvalidInput(
            "", "a post %d is on an earlier line already".formatted(moved.post()));
      }
    }
    return true;
  }

  /**
   * Where it is to stand.
   *
   * @param post what it says
   * @throws InvalidInput where that can't be
   */
  MovedPost ready(RawPost raw, MovedPost moved, Post post) {
    boolean same = ContentDigest.of(post).equals(moved.digest());
    if (!same && notes.size() < MOST_NOTES) {
      notes.add(raw.where() + ": it says something else than what was exported");
    }
    List<MovedDelivery> ready = new ArrayList<>();
    for (MovedDelivery each : moved.deliveries()) {
      if (arrival.keepsNumbers() && !deliveries.add(each.delivery())) {
        throw new InvalidInput(
            "", "a delivery %d is on an earlier line already".formatted(each.delivery()));
      }
      @Nullable Account account = accounts.everKnown(each.account()).orElse(null);
      ready.add(same ? complete(each, post) : anew(each, post, account));
    }
    return new MovedPost(
        moved.post(), moved.created(), moved.by(), moved.digest(), moved.from(), ready);
  }

  private static MovedDelivery complete(MovedDelivery delivery, Post post) {
    if (delivery.waiting() != null && delivery.requests().size() != post.parts().size()) {
      throw new InvalidInput(
          "",
          "there are %d \"requests\" for %s, and the post has %d parts"
              .formatted(delivery.requests().size(), delivery.account(), post.parts().size()));
    }
    return delivery;
  }

  /** The requests were made of other words. */
  private MovedDelivery anew(MovedDelivery delivery, Post post, @Nullable Account account) {
    if (delivery.hasBegun()) {
      throw new InvalidInput(
          "",
          "it says something else than what was exported, and that is live at %s, or may be; take it back there, or leave the line as it was"
              .formatted(delivery.account()));
    }
    if (account == null || delivery.requests().isEmpty()) {
      return delivery;
    }
    Target target = prepare.prepare(post, List.of(account), When.NEVER).get(0);
    return delivery.with(target.bodies(), target.rules());
  }

  /** What should be known of it, of the first few. */
  List<String> notes() {
    return notes;
  }
}
