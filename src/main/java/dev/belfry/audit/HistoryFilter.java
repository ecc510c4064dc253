package dev.belfry.audit;

import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the history is wanted; a null asks for all.
 *
 * @param since only what happened at this instant or later
 * @param from only events with this number or a higher one
 * @param below only events with a lower number
 */
public record HistoryFilter(
    @Nullable PostId post,
    @Nullable Instant since,
    @Nullable AccountName account,
    long from,
    long below) {

  public static final HistoryFilter ALL = new HistoryFilter(null, null, null);

  public HistoryFilter(
      @Nullable PostId post, @Nullable Instant since, @Nullable AccountName account) {
    this(post, since, account, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static HistoryFilter range(long from, long below) {
    return new HistoryFilter(null, null, null, from, below);
  }
}
