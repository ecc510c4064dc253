package dev.belfry.networks.mastodon;

import dev.belfry.post.AccountName;
import dev.belfry.publish.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A post as a server shows it (<a
 * href="https://docs.joinmastodon.org/entities/Status/">Status</a>).
 *
 * @param url where a person can look at it; null where the server does not say
 * @param parent the id of the post that it answers; null for none
 * @param content HTML
 * @param warning what stands before it; empty for nothing
 * @param media the ids of what is attached, in order
 * @param at when it was made, on the server's clock; null where that can't be read
 */
record Status(
    String id,
    @Nullable String url,
    @Nullable String parent,
    String content,
    String warning,
    List<String> media,
    @Nullable Instant at) {
  Status {
    media = List.copyOf(media);
  }

  /** Empty where this is none. */
  static Optional<Status> of(JsonNode json) {
    String id = json.path("id").stringValue("");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    List<String> media = new ArrayList<>();
    json.path("media_attachments").forEach(each -> media.add(each.path("id").stringValue("")));
    String url = json.path("url").stringValue(json.path("uri").stringValue(null));
    return Optional.of(
        new Status(
            id,
            url,
            json.path("in_reply_to_id").stringValue(null),
            json.path("content").stringValue(""),
            json.path("spoiler_text").stringValue(""),
            media,
            instant(json.path("created_at").stringValue(""))));
  }

  private static @Nullable Instant instant(String written) {
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(written, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }

  Outcome.Posted posted(AccountName account) {
    return new Outcome.Posted(
        id,
        /* cid= */ null,
        url != null ? url : "https://%s/@%s/%s".formatted(account.host(), account.handle(), id));
  }
}
