package dev.belfry.cli;

import dev.belfry.compose.ExportedPost;
import dev.belfry.compose.RawTarget;
import dev.belfry.queue.PlannedPost;
import dev.belfry.queue.PlannedPost.Plan;
import dev.belfry.queue.PlannedPost.Time;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A post as an export tells it: so that nothing that an import of it makes goes out twice, or
 * against somebody's will.
 *
 * <p>An account where any of it is live, or may be, is left out, and one where it was cancelled.
 * One where it is held, or did not go out in the end, is told without its time.
 */
final class AsExported {
  private AsExported() {}

  static ExportedPost of(PlannedPost post) {
    List<RawTarget> targets = post.plans().stream().flatMap(plan -> target(plan).stream()).toList();
    boolean together =
        targets.stream().map(target -> List.of(at(target), zone(target))).distinct().count() == 1;
    if (!together) {
      return new ExportedPost(post.key(), post.post(), List.of(), null, null, targets);
    }
    return new ExportedPost(
        post.key(),
        post.post(),
        targets.stream().map(RawTarget::account).toList(),
        targets.get(0).at(),
        targets.get(0).zone());
  }

  private static Optional<RawTarget> target(Plan plan) {
    if (plan.begun()) {
      return Optional.empty();
    }
    String account = plan.account().toString();
    return switch (plan.state()) {
      case DRAFT, HELD, FAILED, SKIPPED -> Optional.of(new RawTarget(account, null, null));
      case SCHEDULED, CLAIMED -> Optional.of(timed(account, plan.time()));
      case PUBLISHED, UNCONFIRMED, CANCELLED, RETRACTED -> Optional.empty();
    };
  }

  private static RawTarget timed(String account, @Nullable Time time) {
    return time == null
        ? new RawTarget(account, null, null)
        : new RawTarget(
            account, WrittenTime.of(time.wall(), time.zone(), time.instant()), time.zone().getId());
  }

  private static String at(RawTarget target) {
    return target.at() == null ? "" : target.at();
  }

  private static String zone(RawTarget target) {
    return target.zone() == null ? "" : target.zone();
  }
}
