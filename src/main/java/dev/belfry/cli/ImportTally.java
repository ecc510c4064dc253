package dev.belfry.cli;

import dev.belfry.publish.ReadyPost;
import dev.belfry.publish.Target;
import dev.belfry.queue.SavedPost;
import dev.belfry.schedule.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of the posts of a file. Not thread-safe. */
final class ImportTally {
  private long posts;
  private long known;
  private long scheduled;
  private @Nullable Moment first;

  /** One more was read; how many there were. */
  long read() {
    return ++posts;
  }

  /** So many were here already. */
  void known(long more) {
    known += more;
  }

  /** These were offered to the database, and that is what it said. */
  void saved(List<ReadyPost> ready, List<SavedPost> saved) {
    for (int i = 0; i < saved.size(); i++) {
      if (saved.get(i).isNew()) {
        count(ready.get(i).targets());
      } else {
        known++; // another process saved it in this very moment
      }
    }
  }

  private void count(List<Target> targets) {
    boolean hasTime = false;
    for (Target target : targets) {
      Moment when = target.when();
      if (when != null) {
        hasTime = true;
        first = first == null || when.instant().isBefore(first.instant()) ? when : first;
      }
    }
    scheduled += hasTime ? 1 : 0;
  }

  /** What came of it all. */
  Imported total(List<String> notes) {
    return new Imported(posts, known, scheduled, first, notes);
  }
}
