package dev.belfry.cli;

import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.util.Collection;
import java.util.List;

/**
 * Says on standard error whose hold has given way to another time: whoever named that may not know
 * that somebody had stopped the post.
 */
final class TellUnheld {
  private TellUnheld() {}

  /** Those of the deliveries that are held, as they were before they got another time. */
  static List<StoredDelivery> among(Collection<StoredDelivery> deliveries) {
    return deliveries.stream().filter(each -> each.state() == DeliveryState.HELD).toList();
  }

  static void tell(Workplace workplace, PostId post, List<StoredDelivery> held) {
    for (StoredDelivery each : held) {
      workplace
          .console()
          .tell(
              "post %s was held for %s (%s), and goes on with its new time; belfry hold %s --reason … stops it again"
                  .formatted(post, each.account().name(), each.reason(), post));
    }
  }
}
