package dev.belfry.cli;

import dev.belfry.compose.ExportedPost;
import dev.belfry.compose.RawPost;
import dev.belfry.post.DeliveryState;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stored post as somebody could have written it: what the editor opens. */
final class AsWritten {
  private AsWritten() {}

  /** With a time only where it has the same one for all of its accounts. */
  static RawPost of(StoredPost stored) {
    List<StoredDelivery> deliveries = deliveries(stored);
    boolean together = deliveries.stream().map(AsWritten::time).distinct().count() == 1;
    @Nullable StoredDelivery timed = together ? deliveries.get(0) : null;
    return RawPost.ofStored(
        new ExportedPost(
            stored.key(),
            stored.post(),
            deliveries.stream().map(each -> each.account().name().toString()).toList(),
            timed == null ? null : at(timed),
            timed == null || timed.zone() == null ? null : timed.zone().getId()));
  }

  /** Whether its accounts have different times, which one line can't say. */
  static boolean hasSeveralTimes(StoredPost stored) {
    return deliveries(stored).stream().map(AsWritten::time).distinct().count() > 1;
  }

  /** What was cancelled is not among a post's accounts any more. */
  static List<StoredDelivery> deliveries(StoredPost stored) {
    return stored.deliveries().stream()
        .filter(each -> each.state() != DeliveryState.CANCELLED)
        .toList();
  }

  private record Time(@Nullable LocalDateTime wall, @Nullable ZoneId zone) {}

  private static Time time(StoredDelivery delivery) {
    return new Time(delivery.wall(), delivery.zone());
  }

  private static @Nullable String at(StoredDelivery delivery) {
    LocalDateTime wall = delivery.wall();
    return wall == null
        ? null
        : WrittenTime.of(
            wall,
            Objects.requireNonNull(delivery.zone()),
            Objects.requireNonNull(delivery.dueAt()));
  }
}
