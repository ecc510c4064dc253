package dev.belfry.queue;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.RenderedParts.Rendering;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Has what was made of a post that repeats say what the post says now. */
public final class RewordOccurrences {
  private RewordOccurrences() {}

  /**
   * Rewrites those that have not begun, which keep their times and their holds; those to come say
   * it, too. What somebody has rewritten for one time only stays as it is.
   *
   * @param before what the post said
   * @param plans what each account of the rule gets now; their times do not matter
   * @return how many were rewritten
   */
  public static int reword(
      Connection connection,
      StoredRecurrence recurrence,
      Post before,
      Post after,
      List<NewPlan> plans,
      String actor)
      throws SQLException {
    RecurrenceParts.replace(connection, recurrence.id(), plans);
    Map<Integer, NewPlan> byAccount =
        plans.stream().collect(toMap(NewPlan::account, Function.identity()));
    int reworded = 0;
    for (PostId post : Occurrences.lockWaiting(connection, recurrence.id(), Instant.EPOCH)) {
      List<StoredDelivery> waiting =
          ReadPost.read(connection, post).deliveries().stream()
              .filter(delivery -> delivery.state().isWaiting())
              .toList();
      // One that somebody gave to other accounts, too, is a post of its own by now.
      if (waiting.stream().allMatch(each -> byAccount.containsKey(each.account().id()))
          && EditPost.editUnbegun(connection, post, before, after, actor)) {
        RenderedParts.replace(connection, renderings(waiting, byAccount));
        reworded++;
      }
    }
    return reworded;
  }

  private static List<Rendering> renderings(
      List<StoredDelivery> deliveries, Map<Integer, NewPlan> plans) {
    List<Rendering> renderings = new ArrayList<>();
    for (StoredDelivery delivery : deliveries) {
      NewPlan plan = requireNonNull(plans.get(delivery.account().id()));
      renderings.add(new Rendering(delivery.id(), plan.bodies(), plan.rules()));
    }
    return renderings;
  }
}
