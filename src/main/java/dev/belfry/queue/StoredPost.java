package dev.belfry.queue;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PartState;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.schedule.SlotName;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post as the database has it, with what it is queued for.
 *
 * @param key the sender's own name for it; null where none was given
 */
public record StoredPost(
    PostId id,
    @Nullable String key,
    Instant createdAt,
    String createdBy,
    Post post,
    List<StoredDelivery> deliveries) {

  /** Whether a part of it is or was live somewhere, or may be. */
  public boolean isBegun() {
    return deliveries.stream()
        .flatMap(delivery -> delivery.parts().stream())
        .anyMatch(part -> part.state() != PartState.WAITING && part.state() != PartState.FAILED);
  }

  /** Whether a part of it is live somewhere, or may be. */
  public boolean isLive() {
    return deliveries.stream().anyMatch(each -> each.isLive() || each.isInDoubt());
  }

  /** What of it is in the queue. */
  public List<StoredDelivery> waiting() {
    return deliveries.stream().filter(each -> each.state().isWaiting()).toList();
  }

  /**
   * The post for one account.
   *
   * @param dueAt when it goes out, or was planned to; null for a draft
   * @param wall the time that the person said; null for a draft
   * @param zone in which they said it; null for a draft
   * @param reason why it is held, put off or in doubt, may not be queued, or what its last try met
   *     where it failed; else null
   * @param nextLookAt when the network is asked next what became of a part in doubt; null: not by
   *     itself
   * @param hold why nothing goes out to its account, where that or everything is held; else null
   * @param slot the slot that it is in; null where its time is its own
   */
  public record StoredDelivery(
      long id,
      Account account,
      DeliveryState state,
      @Nullable Instant dueAt,
      @Nullable LocalDateTime wall,
      @Nullable ZoneId zone,
      @Nullable String reason,
      @Nullable Instant nextLookAt,
      @Nullable String hold,
      @Nullable SlotName slot,
      List<StoredPart> parts) {

    /** Whether a part of it is live. */
    public boolean isLive() {
      return parts.stream().anyMatch(part -> part.state() == PartState.PUBLISHED);
    }

    /** Whether a part of it may be live, or about to be, and nobody knows. */
    public boolean isInDoubt() {
      return parts.stream()
          .anyMatch(
              part -> part.state() == PartState.UNCONFIRMED || part.state() == PartState.ATTEMPTED);
    }

    /**
     * Whether it is in doubt only until it is too late for a request to arrive that was not found:
     * an hour after it was sent. Nobody can settle that earlier.
     */
    public boolean isAwaited() {
      return isInDoubt() && state != DeliveryState.CLAIMED && state != DeliveryState.UNCONFIRMED;
    }
  }

  /**
   * A part on its way to one account.
   *
   * @param position from 1
   * @param remoteId the network's id for it; null until it is live
   * @param url where to look at it; null until it is live
   */
  public record StoredPart(
      int position, PartState state, @Nullable String remoteId, @Nullable String url) {}
}
