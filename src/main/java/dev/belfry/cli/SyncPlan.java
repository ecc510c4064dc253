package dev.belfry.cli;

import dev.belfry.compose.PostFolder.Content;
import dev.belfry.compose.PostFolder.Source;
import dev.belfry.compose.ProblemList;
import dev.belfry.post.Problem;
import dev.belfry.queue.SyncedFolders.SyncedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of a folder is not as it was when it was synced last.
 *
 * @param steps every file that is new, changed or called otherwise, and every one whose post
 *     somebody deleted
 * @param gone what was a file and is none any more
 * @param same how many files are as they were
 */
record SyncPlan(List<Step> steps, List<SyncedFile> gone, int same) {
  /**
   * What makes a file the one that it was, the surest first. What it says comes before what it is
   * called: where files are numbered, and one is put before the others, each is called what another
   * was, and must not become that one's post.
   */
  private static final List<BiPredicate<Source, SyncedFile>> SAME =
      List.of(
          (source, file) -> isCalled(source, file) && isSaid(source, file),
          SyncPlan::isSaid,
          SyncPlan::isKeyed,
          SyncPlan::isCalled);

  /**
   * A file and what it was.
   *
   * @param before null where it is new
   */
  record Step(Source source, @Nullable SyncedFile before) {
    boolean isSameText() {
      return before != null && before.digest().equals(source.digest());
    }

    private boolean isAsItWas() {
      return isSameText()
          && before != null
          && before.path().equals(source.path())
          && !before.deleted();
    }
  }

  private static boolean isCalled(Source source, SyncedFile file) {
    return source.path().equals(file.path());
  }

  private static boolean isSaid(Source source, SyncedFile file) {
    return source.digest().equals(file.digest());
  }

  private static boolean isKeyed(Source source, SyncedFile file) {
    return file.key() != null && file.key().equals(source.post().key());
  }

  /** Compares the folder with what is known of it; what can't be meant is added to the problems. */
  static SyncPlan of(Content content, List<SyncedFile> known, ProblemList problems) {
    refuseLostMatter(content, known, problems);
    refuseSameKey(content, problems);
    List<SyncedFile> gone = new ArrayList<>(known);
    Map<String, SyncedFile> before = new HashMap<>();
    for (BiPredicate<Source, SyncedFile> same : SAME) {
      for (Source source : content.posts()) {
        if (!before.containsKey(source.path())) {
          take(gone, file -> same.test(source, file))
              .ifPresent(file -> before.put(source.path(), file));
        }
      }
    }
    List<Step> steps =
        content.posts().stream()
            .map(source -> new Step(source, before.get(source.path())))
            .filter(step -> !step.isAsItWas())
            .toList();
    return new SyncPlan(steps, List.copyOf(gone), content.posts().size() - steps.size());
  }

  private static Optional<SyncedFile> take(List<SyncedFile> from, Predicate<SyncedFile> which) {
    for (Iterator<SyncedFile> each = from.iterator(); each.hasNext(); ) {
      SyncedFile file = each.next();
      if (which.test(file)) {
        each.remove();
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** A slip in the first line must not take a post out of the queue. */
  private static void refuseLostMatter(
      Content content, List<SyncedFile> known, ProblemList problems) {
    for (SyncedFile file : known) {
      if (content.others().contains(file.path())) {
        problems.add(
            new Problem(
                file.path() + ", line 1, column 1",
                "post %s came from this file, which has no front matter any more; put it back,"
                        .formatted(file.post())
                    + " or remove the file"));
      }
    }
  }

  private static void refuseSameKey(Content content, ProblemList problems) {
    Map<String, String> seen = new HashMap<>();
    for (Source source : content.posts()) {
      String key = source.post().key();
      String other = key == null ? null : seen.putIfAbsent(key, source.path());
      if (other != null) {
        problems.add(
            source.placed(
                new Problem(
                    "key",
                    "the key %s is in %s already; give each its own".formatted(key, other))));
      }
    }
  }
}
