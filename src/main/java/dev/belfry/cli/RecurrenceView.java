package dev.belfry.cli;

import dev.belfry.post.PostId;
import dev.belfry.queue.Occurrences;
import dev.belfry.queue.Occurrences.Planned;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.StoredRecurrence;
import dev.belfry.schedule.Repeat;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a post repeats, and what it repeats.
 *
 * @param rule null where it does not repeat
 * @param next the next times of the rule
 * @param repeats the post that it is one time of; null where it is a post by itself
 */
record RecurrenceView(
    @Nullable StoredRecurrence rule, List<Planned> next, @Nullable PostId repeats) {
  private static final int SHOWN = 5;

  /**
   * How {@code show --json} writes it.
   *
   * @param times null where it goes on and on
   * @param until null where it goes on and on
   */
  record Rule(
      String cron,
      String zone,
      @Nullable Integer times,
      @Nullable Instant until,
      List<Next> next) {}

  /**
   * @param post the one that is made for it; null where none is made yet
   */
  record Next(Instant dueAt, @Nullable Long post) {}

  static RecurrenceView read(
      Connection connection, Recurrences recurrences, PostId post, Instant now)
      throws SQLException {
    Optional<StoredRecurrence> rule = recurrences.of(connection, post);
    return new RecurrenceView(
        rule.orElse(null),
        rule.isEmpty() ? List.of() : Occurrences.next(connection, rule.get(), now, SHOWN),
        Recurrences.repeatedBy(connection, post).orElse(null));
  }

  @Nullable Rule json() {
    if (rule == null) {
      return null;
    }
    Repeat repeat = rule.repeat();
    return new Rule(
        repeat.cron(),
        repeat.zone().getId(),
        repeat.count(),
        repeat.until(),
        next.stream().map(RecurrenceView::next).toList());
  }

  private static Next next(Planned planned) {
    PostId post = planned.post();
    return new Next(planned.occurrence().instant(), post == null ? null : post.number());
  }
}
