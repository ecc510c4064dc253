package dev.belfry.publish;

import dev.belfry.media.MediaFile;
import dev.belfry.media.MediaStore;
import dev.belfry.post.PostId;
import dev.belfry.queue.DraftDeliveries;
import dev.belfry.queue.DraftDeliveries.Draft;
import dev.belfry.queue.EnqueueDeliveries;
import dev.belfry.queue.NewDelivery;
import dev.belfry.queue.NewPlan;
import dev.belfry.queue.NewPost;
import dev.belfry.queue.SavePosts;
import dev.belfry.queue.SavedPost;
import dev.belfry.queue.Unchecked;
import dev.belfry.schedule.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Saves posts that are ready, and queues what has a time; all in the caller's transaction. */
public final class SaveReady {
  private SaveReady() {}

  /**
   * Saves those whose keys are not there yet; the others stay as they are.
   *
   * @return where each stands, in the order given
   */
  public static List<SavedPost> save(Connection connection, List<ReadyPost> posts, String actor)
      throws SQLException {
    for (ReadyPost post : posts) {
      for (MediaFile file : post.files()) {
        MediaStore.put(connection, file);
      }
    }
    return SavePosts.save(connection, posts.stream().map(SaveReady::planned).toList(), actor);
  }

  /** The post as it is to be saved. */
  public static NewPost planned(ReadyPost post) {
    List<NewPlan> plans = post.targets().stream().map(Target::plan).toList();
    return new NewPost(post.key(), post.post(), plans, null, post.unchecked());
  }

  /**
   * Queues a post that is saved already, as {@link EnqueueDeliveries} does, for the accounts with a
   * time; notes those without one as drafts.
   *
   * @param unchecked what was not checked of it
   */
  public static void queue(
      Connection connection, PostId post, List<Target> targets, Unchecked unchecked, String actor)
      throws SQLException {
    DraftDeliveries.add(connection, drafts(post, targets));
    List<Long> unused =
        EnqueueDeliveries.enqueue(connection, timed(post, targets), unchecked, actor);
  }

  private static List<Draft> drafts(PostId post, List<Target> targets) {
    return targets.stream()
        .filter(target -> target.when() == null)
        .map(target -> new Draft(post, target.account().id()))
        .toList();
  }

  private static List<NewDelivery> timed(PostId post, List<Target> targets) {
    List<NewDelivery> deliveries = new ArrayList<>();
    for (Target target : targets) {
      Moment when = target.when();
      if (when != null) {
        deliveries.add(
            new NewDelivery(
                post,
                target.account().id(),
                when,
                target.bodies(),
                target.rules(),
                target.digest()));
      }
    }
    return deliveries;
  }
}
