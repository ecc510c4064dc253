package dev.belfry.cli;

import dev.belfry.cli.CheckSameText.Text;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.ReadyPost;
import dev.belfry.queue.SavedPost;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Some posts of a file that are checked and saved together. Not thread-safe. */
final class ImportBatch {
  /**
   * What became of it.
   *
   * @param problems what was found; then nothing was saved
   * @param posts where each stands, in their order
   */
  record Saved(List<Problem> problems, List<SavedPost> posts) {}

  private final CheckSameText sameText;
  private final SaveImported save;
  private final boolean dryRun;
  private final List<ReadyImport> posts = new ArrayList<>();
  private final List<Text> texts = new ArrayList<>();

  /**
   * @param dryRun whether nothing is saved, so that not even a number is used up
   */
  ImportBatch(CheckSameText sameText, SaveImported save, boolean dryRun) {
    this.sameText = sameText;
    this.save = save;
    this.dryRun = dryRun;
  }

  /** One more; its media are stored. */
  void add(String where, ReadyImport ready) {
    posts.add(ready);
    ReadyPost post = ready.post();
    texts.addAll(sameText.textsOf(where, post.post(), Going.of(post.targets())));
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
    List<Problem> problems = sameText.find(connection, texts, null);
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
