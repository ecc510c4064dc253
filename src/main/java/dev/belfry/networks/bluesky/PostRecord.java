package dev.belfry.networks.bluesky;

import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.body.Placeholder;
import dev.belfry.post.Language;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.queue.SentPart;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records of <a
 * href="https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json">{@code
 * app.bsky.feed.post}</a>.
 */
final class PostRecord {
  private static final String REPLY = "reply";
  private static final String EMBED = "embed";
  private static final String CREATED_AT = "createdAt";

  private PostRecord() {}

  /**
   * A part's, with placeholders for what is known only at release.
   *
   * @param found what was looked up
   */
  static ObjectNode render(Post whole, int position, Map<String, String> found) {
    Part part = whole.parts().get(position - 1);
    String text = part.text(Network.BLUESKY);
    ObjectNode post = JsonBody.object().put("$type", RecordWrite.POST).put("text", text);
    Facets.add(post, text, found);
    if (position > 1) {
      answer(post, placeholder(1), placeholder(position - 1));
    }
    if (!part.media().isEmpty()) {
      post.set(EMBED, Blobs.embed(part.media(), position));
    } else if (mayHaveCard(whole, position)) {
      LinkCard.of(text, found).ifPresent(card -> post.set(EMBED, card));
    }
    if (position == 1) {
      whole.presentation().quote(Network.BLUESKY).ifPresent(url -> Quote.add(post, EMBED, url));
    }
    @Nullable Language language = whole.presentation().language();
    if (language != null) {
      post.putArray("langs").add(language.tag());
    }
    return post.put(CREATED_AT, Placeholder.AT_RELEASE);
  }

  /** A card has the place that images have, or the post that is quoted. */
  static boolean mayHaveCard(Post whole, int position) {
    boolean quotes = whole.presentation().quote(Network.BLUESKY).isPresent();
    return whole.parts().get(position - 1).media().isEmpty() && !(position == 1 && quotes);
  }

  private static SentPart placeholder(int position) {
    String part = Placeholder.part(position);
    return new SentPart(part, part);
  }

  /**
   * Completes a rendered one.
   *
   * @param live the parts before it: what it answers
   * @param found what the network has told for placeholders
   * @param key from which its date follows
   */
  static void complete(
      ObjectNode post, List<SentPart> live, Map<String, String> found, String key) {
    Blobs.fill(post, found);
    Quote.fill(post, found);
    post.put(CREATED_AT, RecordKey.instant(key).truncatedTo(ChronoUnit.MILLIS).toString());
    if (!live.isEmpty()) {
      answer(post, live.get(0), live.get(live.size() - 1));
    }
  }

  private static void answer(ObjectNode post, SentPart root, SentPart parent) {
    ObjectNode reply = post.withObject(REPLY);
    reply.set("root", reference(root));
    reply.set("parent", reference(parent));
  }

  private static ObjectNode reference(SentPart part) {
    @Nullable String cid = part.cid();
    return JsonBody.object().put("uri", part.remoteId()).put("cid", cid == null ? "" : cid);
  }
}
