package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.BeforeQueueing.Going;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.ReadyPost;
import dev.belfry.queue.SameTexts.Same;
import dev.belfry.queue.SameTexts.Wanted;
import dev.belfry.queue.SavedPost;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Some posts of a file that are checked and saved together. Not thread-safe. */
final class ImportBatch {
  /** A text that is looked for among those that its account has had. */
  private record Text(String where, Account account, Wanted wanted) {}

  /**
   * What became of it.
   *
   * @param problems what was found; then nothing was saved
   * @param posts where each stands, in their order
   */
  record Saved(List<Problem> problems, List<SavedPost> posts) {}

  private final BeforeQueueing checks;
  private final SaveImported save;
  private final boolean dryRun;
  private final List<ReadyImport> posts = new ArrayList<>();
  private final List<Text> texts = new ArrayList<>();

  /**
   * @param dryRun whether nothing is saved, so that not even a number is used up
   */
  ImportBatch(BeforeQueueing checks, SaveImported save, boolean dryRun) {
    this.checks = checks;
    this.save = save;
    this.dryRun = dryRun;
  }

  /** One more; its media are stored. */
  void add(String where, ReadyImport ready) {
    posts.add(ready);
    ReadyPost post = ready.post();
    List<Going> going = Going.of(post.targets());
    checks
        .textsOf(post.post(), going)
        .forEach(each -> texts.add(new Text(where, each.account(), each.wanted())));
  }

  List<ReadyImport> posts() {
    return posts;
  }

  boolean hasTexts() {
    return !texts.isEmpty();
  }

  /**
   * Looks for its texts, and saves it where none is found.
   *
   * @param saves whether it may be saved, because nothing was wrong before
   */
  Saved save(Connection connection, boolean saves) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    Set<Integer> told = new HashSet<>();
    for (Same same : checks.find(connection, texts.stream().map(Text::wanted).toList(), null)) {
      Text text = texts.get(same.wanted());
      if (told.add(same.wanted())) {
        problems.add(new Problem(text.where(), checks.same(text.account(), same)));
      }
    }
    if (!saves || !problems.isEmpty()) {
      return new Saved(problems, List.of());
    }
    return new Saved(
        problems,
        dryRun
            ? posts.stream().map(post -> new SavedPost(new PostId(0), true)).toList()
            : save.save(connection, posts));
  }
}
