package dev.belfry.compose;

import dev.belfry.post.Post;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post on its way out.
 *
 * @param id the sender's own name for it, or null
 * @param to the names of its accounts
 * @param at when it goes out, in words that {@code import} takes; null for a draft. A time with an
 *     offset says what is meant also in the hour that comes twice
 * @param zone the name of its time zone, or null
 * @param apart accounts with times of their own
 */
public record ExportedPost(
    @Nullable String id,
    Post post,
    List<String> to,
    @Nullable String at,
    @Nullable String zone,
    List<RawTarget> apart) {

  public ExportedPost {
    to = List.copyOf(to);
    apart = List.copyOf(apart);
  }

  /** A post with one time for all of its accounts. */
  public ExportedPost(
      @Nullable String id, Post post, List<String> to, @Nullable String at, @Nullable String zone) {
    this(id, post, to, at, zone, List.of());
  }
}
