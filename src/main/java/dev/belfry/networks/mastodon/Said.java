package dev.belfry.networks.mastodon;

import dev.belfry.networks.body.FillIn;
import dev.belfry.networks.body.JsonBody;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a try at a part said, whatever it answered.
 *
 * @param media the ids of what is attached, in order
 * @param warning what stands before it; empty for nothing
 */
record Said(List<String> media, String text, String warning) {
  Said {
    media = List.copyOf(media);
  }

  static Said in(String body) {
    ObjectNode sent = JsonBody.read(body);
    return new Said(
        List.copyOf(FillIn.values(sent.path("media_ids"))),
        sent.path("status").stringValue("").strip(),
        sent.path("spoiler_text").stringValue("").strip());
  }

  /** Whether the very same is attached, which is on one post only. */
  boolean hasMediaOf(Status status) {
    return !media.isEmpty() && media.equals(status.media());
  }

  /** Whether its text alone tells whether the status is it. */
  boolean maybe(Status status) {
    return media.isEmpty()
        && status.media().isEmpty()
        && (text.isEmpty() || warning.equals(status.warning().strip()));
  }

  /** Whether a reader would see no difference: files that are sent anew have other ids. */
  boolean readsAs(Said other) {
    return media.size() == other.media.size()
        && text.equals(other.text)
        && warning.equals(other.warning);
  }
}
