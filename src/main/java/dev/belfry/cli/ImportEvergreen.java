package dev.belfry.cli;

import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.publish.Target;
import dev.belfry.queue.ChangeEvergreenTexts;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.EvergreenTexts;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.Schedules;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts the posts of a file into an evergreen set. */
final class ImportEvergreen {
  private static final int BATCH = 500;

  private final Workplace workplace;
  private final EvergreenSet set;
  private final PrepareTargets prepare;
  private final Set<PostId> posts = new LinkedHashSet<>();

  private ImportEvergreen(Workplace workplace, EvergreenSet set) {
    this.workplace = workplace;
    this.set = set;
    this.prepare = new PrepareTargets(workplace.publishers());
  }

  /**
   * Into that set, which nobody else changes until the transaction is over.
   *
   * @throws dev.belfry.post.NotPossible where there is none
   */
  static ImportEvergreen into(Connection connection, Workplace workplace, String name)
      throws SQLException {
    EvergreenSet set = EvergreenSets.lock(connection, name);
    // What went by before must not be filled with what comes in only now.
    new MakeShowings(new Schedules(QuartzCron::read))
        .settle(connection, name, workplace.clock().instant());
    return new ImportEvergreen(workplace, set);
  }

  /**
   * Looks whether the accounts of the set can be shown it.
   *
   * @throws dev.belfry.post.InvalidInput with everything that their networks would refuse
   */
  void check(Post post) {
    List<Target> fine = prepare.prepare(post, set.accounts(), When.NEVER);
    assert fine.size() == set.accounts().size();
  }

  /** Notes that a post of the file was saved, or was here before. */
  void note(PostId post) {
    posts.add(post);
  }

  /** Puts in all of them that are not in it, in the order of the file, but for deleted ones. */
  void put(Connection connection) throws SQLException {
    PrepareEvergreen texts = new PrepareEvergreen(workplace, set.accounts());
    List<PostId> missing = EvergreenTexts.missing(connection, set.id(), new ArrayList<>(posts));
    for (int from = 0; from < missing.size(); from += BATCH) {
      List<PostId> batch = missing.subList(from, Math.min(missing.size(), from + BATCH));
      ChangeEvergreenTexts.add(connection, set.id(), texts.texts(connection, batch));
    }
  }
}
