package dev.belfry.cli;

import dev.belfry.schedule.Moment;
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
 */
record Imported(
    long posts, long known, long scheduled, @Nullable Moment first, List<String> notes) {
  Imported {
    notes = List.copyOf(notes);
  }

  long isNew() {
    return posts - known;
  }
}
