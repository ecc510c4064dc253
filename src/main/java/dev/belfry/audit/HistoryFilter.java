package dev.belfry.audit;

import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the history is wanted; a null asks for all.
 *
 * @param since only what happened at this instant or later
 */
public record HistoryFilter(
    @Nullable PostId post, @Nullable Instant since, @Nullable AccountName account) {

  public static final HistoryFilter ALL = new HistoryFilter(null, null, null);
}
