package dev.belfry.compose;

import dev.belfry.compose.moving.MovedPost;
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
 * @param moved where it stands, in the place of all that; null where it is a post alone
 */
public record ExportedPost(
    @Nullable String id,
    Post post,
    List<String> to,
    @Nullable String at,
    @Nullable String zone,
    List<RawTarget> apart,
    @Nullable MovedPost moved) {

  public ExportedPost {
    to = List.copyOf(to);
    apart = List.copyOf(apart);
  }

  /** A post alone. */
  public ExportedPost(
      @Nullable String id,
      Post post,
      List<String> to,
      @Nullable String at,
      @Nullable String zone,
      List<RawTarget> apart) {
    this(id, post, to, at, zone, apart, null);
  }

  /** A post with one time for all of its accounts. */
  public ExportedPost(
      @Nullable String id, Post post, List<String> to, @Nullable String at, @Nullable String zone) {
    this(id, post, to, at, zone, List.of(), null);
  }

  /** A post with all that is known of where it stands. */
  public ExportedPost(@Nullable String id, Post post, MovedPost moved) {
    this(id, post, List.of(), null, null, List.of(), moved);
  }
}
