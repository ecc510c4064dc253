package dev.belfry.cli;

import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.time.ZoneId;
import java.util.Optional;

/** What becomes of a delivery that is stuck, and what a person types to change that. */
final class NextStep {
  private NextStep() {}

  /**
   * The words for it; empty where nothing is stuck.
   *
   * @param zone in which times are told
   */
  static Optional<String> of(PostId post, StoredDelivery delivery, ZoneId zone) {
    return switch (delivery.state()) {
      case UNCONFIRMED -> Optional.of(inDoubt(post, delivery, zone));
      case FAILED ->
          Optional.of(
              "belfry retry %s sends what is missing; belfry edit %s first, if it is the text"
                  .formatted(post, post));
      case HELD -> Optional.of("belfry resume %s lets it go on".formatted(post));
      case SKIPPED -> Optional.of("belfry schedule %s --now sends it all the same".formatted(post));
      case SCHEDULED -> waits(post, delivery);
      case DRAFT, CLAIMED, PUBLISHED, CANCELLED, RETRACTED -> Optional.empty();
    };
  }

  private static Optional<String> waits(PostId post, StoredDelivery delivery) {
    if (delivery.hold() != null) {
      return Optional.of("it waits, and goes out when its account goes on");
    }
    return delivery.reason() == null
        ? Optional.empty()
        : Optional.of("it is tried again then; belfry retry %s tries now".formatted(post));
  }

  private static String inDoubt(PostId post, StoredDelivery delivery, ZoneId zone) {
    String settles = "belfry resolve %s --posted URL, or --not-posted, settles it".formatted(post);
    return delivery.nextLookAt() == null
        ? settles
        : "the network is asked again at %s; %s"
            .formatted(Times.local(delivery.nextLookAt(), zone), settles);
  }
}
