package dev.belfry.cli;

import dev.belfry.schedule.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file of posts.
 *
 * @param posts how many were in it
 * @param known of these, how many were here already
 * @param scheduled of the others, how many have a time
 * @param first when the first of those goes out; null where none does
 * @param notes what should be known of how it was understood, in sentences
 * @param besides what came in besides posts: {@code 2 accounts, 1 schedule}; empty where nothing
 *     did
 */
record Imported(
    long posts,
    long known,
    long scheduled,
    @Nullable Moment first,
    List<String> notes,
    String besides) {
  Imported {
    notes = List.copyOf(notes);
  }

  /** The same, with what came in besides posts. */
  Imported with(List<String> moreNotes, String what) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(moreNotes);
    return new Imported(posts, known, scheduled, first, all, what);
  }

  long isNew() {
    return posts - known;
  }
}
