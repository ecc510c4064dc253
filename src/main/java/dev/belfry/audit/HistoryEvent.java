package dev.belfry.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a post.
 *
 * @param seq its place in the history; grows, with gaps where a transaction was rolled back
 * @param at when the row was written, on the database's clock
 * @param event one of {@link dev.belfry.post.EventType}'s words
 * @param post the post's number; null where the event is about an account or about everything
 * @param account the account it concerns; null where it concerns all of the post's, or everything
 * @param part the part's position; null where it concerns the whole post
 * @param attempt which try at the part it was, from 1
 * @param remoteId the network's id for the part
 * @param text the part's text as it stood then
 * @param media the images that the part carried
 * @param oddMedia what stands in the place of its media, where that is not how Belfry writes them
 * @param payloadSha256 SHA-256 of the exact request, in hexadecimal
 * @param dueAt the instant that a scheduling speaks of
 * @param detail what the network or the program said
 * @param actor who did it: {@code user@host}, or the node
 */
public record HistoryEvent(
    long seq,
    Instant at,
    String event,
    @Nullable Long post,
    @Nullable String account,
    @Nullable Integer part,
    @Nullable Integer attempt,
    @Nullable String remoteId,
    @Nullable String url,
    @Nullable String text,
    List<HistoryMedia> media,
    @Nullable String oddMedia,
    @Nullable String payloadSha256,
    @Nullable Instant dueAt,
    @Nullable String detail,
    String actor) {
  public HistoryEvent {
    media = List.copyOf(media);
  }

  /** An image that the part carried. */
  public record HistoryMedia(String sha256, String alt) {}
}
