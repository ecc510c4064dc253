package dev.belfry.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.belfry.post.Post;
import dev.belfry.publish.Target;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file of a folder that is synced; {@code --json} writes it.
 *
 * @param what {@code new}, {@code changed}, {@code renamed}, {@code removed}, {@code stays}
 * @param was what the file was called before, where it was called otherwise
 * @param post its post; null where that is new in a dry run
 * @param why why it stays as it is
 * @param unheld what of it was held, and goes on with its new time
 */
@JsonInclude(Include.NON_NULL)
record SyncChange(
    String what,
    String file,
    @Nullable String was,
    @Nullable Long post,
    @Nullable String why,
    @JsonIgnore List<Target> scheduled,
    @JsonIgnore @Nullable Post wording,
    @JsonIgnore List<StoredDelivery> unheld) {

  enum What {
    NEW,
    CHANGED,
    RENAMED,
    REMOVED,
    STAYS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static SyncChange of(What what, String file, long post) {
    return new SyncChange(what.word(), file, null, post, null, List.of(), null, List.of());
  }

  static SyncChange stays(String file, long post, String why) {
    return new SyncChange(What.STAYS.word(), file, null, post, why, List.of(), null, List.of());
  }

  SyncChange was(@Nullable String otherwise) {
    @Nullable String other = file.equals(otherwise) ? null : otherwise;
    return new SyncChange(what, file, other, post, why, scheduled, wording, unheld);
  }

  /** Whether nothing was done: it is only told. */
  @JsonIgnore
  boolean isOnlyTold() {
    return why != null;
  }
}
