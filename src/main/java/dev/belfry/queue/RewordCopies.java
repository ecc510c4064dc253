package dev.belfry.queue;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.RenderedParts.Rendering;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Has copies of a post say what the post says now. */
final class RewordCopies {

  /**
   * What becomes of the words.
   *
   * @param before what the post said
   * @param plans what each account gets now; their times do not matter
   */
  record Rewording(Post before, Post after, List<NewPlan> plans) {}

  private RewordCopies() {}

  /**
   * Rewrites those that have not begun, which keep their times and their holds. What somebody has
   * rewritten for one time only stays as it is.
   *
   * @param copies which wait, and are locked
   * @return how many were rewritten
   */
  static int reword(Connection connection, List<PostId> copies, Rewording rewording, String actor)
      throws SQLException {
    Map<Integer, NewPlan> byAccount =
        rewording.plans().stream().collect(toMap(NewPlan::account, Function.identity()));
    int reworded = 0;
    for (PostId post : copies) {
      List<StoredDelivery> waiting = ReadPost.read(connection, post).waiting();
      // One that somebody gave to other accounts, too, is a post of its own by now.
      if (waiting.stream().allMatch(each -> byAccount.containsKey(each.account().id()))
          && EditPost.editUnbegun(
              connection, post, copy(rewording.before()), copy(rewording.after()), actor)) {
        RenderedParts.replace(connection, renderings(waiting, byAccount));
        reworded++;
      }
    }
    return reworded;
  }

  /** As a copy has it: it says the same as others, and on purpose. */
  static Post copy(Post of) {
    return of.on(of.terms().saysTheSame());
  }

  private static List<Rendering> renderings(
      List<StoredDelivery> deliveries, Map<Integer, NewPlan> plans) {
    List<Rendering> renderings = new ArrayList<>();
    for (StoredDelivery delivery : deliveries) {
      NewPlan plan = requireNonNull(plans.get(delivery.account().id()));
      renderings.add(new Rendering(delivery.id(), plan.bodies(), plan.rules(), plan.digest()));
    }
    return renderings;
  }
}
