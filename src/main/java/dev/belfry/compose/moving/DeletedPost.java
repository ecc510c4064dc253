package dev.belfry.compose.moving;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A post that was deleted: its number and its key are used up.
 *
 * @param key null where it had none
 * @param by who wrote it
 */
public record DeletedPost(
    long post, @Nullable String key, Instant created, String by, Instant deleted)
    implements HouseLine {
  public DeletedPost {
    Absent.refuse("created", created);
    Absent.refuse("by", by);
    Absent.refuse("deleted", deleted);
    if (post < 1) {
      throw new IllegalArgumentException("\"post\" is 1 or more");
    }
    if (key != null) {
      Absent.refuse("key", key);
    }
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}
