package dev.belfry.networks.mastodon;

import dev.belfry.networks.body.FillIn;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What tells an attempt's status from the account's others.
 *
 * @param since the newest post that was there before; null where it is not known
 * @param parent the id of the post that it answers; null for none
 * @param media the ids of what is attached, in order
 * @param mediaMayDiffer whether the same files may be on it under other ids
 * @param warning what stands before it; empty for nothing
 * @param notBefore whatever is older was not sent by the attempt
 */
record Sought(
    @Nullable String since,
    @Nullable String parent,
    List<String> media,
    boolean mediaMayDiffer,
    String text,
    String warning,
    Instant notBefore) {

  /** The clocks of the database and of the server may differ by this much. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  Sought {
    media = List.copyOf(media);
  }

  /** What the attempt sent: a reply is younger than what it answers. */
  static Sought by(OpenAttempt attempt) {
    return by(attempt.body(), attempt.correlation(), attempt.openedAt(), false);
  }

  /**
   * What an earlier try may have sent at what is about to be sent. Its files may have been uploaded
   * anew since: a server forgets those that are on no post.
   *
   * @param sentAt at the earliest, on the database's clock
   */
  static Sought byEarlier(Request request, Instant sentAt) {
    return by(request.body(), request.correlation(), sentAt, true);
  }

  private static Sought by(
      String body, @Nullable String correlation, Instant sentAt, boolean mediaMayDiffer) {
    ObjectNode sent = JsonBody.read(body);
    String parent = sent.path("in_reply_to_id").stringValue(null);
    String since = StatusKey.parse(correlation).since();
    return new Sought(
        parent == null ? since : parent,
        parent,
        List.copyOf(FillIn.values(sent.path("media_ids"))),
        mediaMayDiffer,
        sent.path("status").stringValue(""),
        sent.path("spoiler_text").stringValue(""),
        sentAt.minus(CLOCKS_APART));
  }

  /** Whether the status was there before: so was everything that a list has behind it. */
  boolean isYoungerThan(Status status) {
    Instant at = status.at();
    return status.id().equals(since) || (at != null && at.isBefore(notBefore));
  }

  /**
   * Whether the status may be the one, as far as a list shows it, if perhaps in a wrong place. Of a
   * warning without a text Mastodon makes the text.
   */
  boolean maybe(Status status) {
    return (hasMediaOf(status) || mayHaveItsWords(status))
        && (isPlaced(status) || status.parent() == null);
  }

  /** Whether the very same is attached, which is on one post only. */
  boolean hasMediaOf(Status status) {
    return !media.isEmpty() && media.equals(status.media());
  }

  private boolean mayHaveItsWords(Status status) {
    return media.size() == status.media().size()
        && (media.isEmpty() || mediaMayDiffer)
        && (isWordless() || warning.strip().equals(status.warning().strip()));
  }

  /** Whether nothing but its files would tell it from others. */
  boolean isWordless() {
    return !media.isEmpty() && text.isBlank();
  }

  /** Whether the status answers what it should. */
  boolean isPlaced(Status status) {
    return Objects.equals(parent, status.parent());
  }
}
