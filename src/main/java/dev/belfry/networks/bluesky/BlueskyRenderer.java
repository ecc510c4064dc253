package dev.belfry.networks.bluesky;

import dev.belfry.account.Account;
import dev.belfry.compose.BlueskyRules;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.body.Placeholder;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.Known;
import dev.belfry.publish.MeasurePart;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Request;
import dev.belfry.queue.SentPart;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders the body of <a href="https://docs.bsky.app/docs/api/com-atproto-repo-put-record">{@code
 * com.atproto.repo.putRecord}</a> with a post record. {@code swapRecord: null} has the server
 * refuse a key that holds something else, so that sending again can't make a second post.
 */
public final class BlueskyRenderer implements Renderer {
  private static final String POST = "app.bsky.feed.post";
  private static final BlueskyRules RULES = new BlueskyRules();

  @Override
  public int rules() {
    return 1;
  }

  @Override
  public List<RenderedPart> render(Account account, Post post) {
    List<RenderedPart> rendered = new ArrayList<>();
    for (Part part : post.parts()) {
      int position = rendered.size() + 1;
      rendered.add(
          MeasurePart.measure(RULES, position, part, body(account.name(), part, position)));
    }
    return rendered;
  }

  private static String body(AccountName account, Part part, int position) {
    ObjectNode body =
        JsonBody.object()
            .put("repo", account.handle())
            .put("collection", POST)
            .put("rkey", Placeholder.AT_RELEASE)
            .putNull("swapRecord");
    String text = part.text(Network.BLUESKY);
    ObjectNode post = body.putObject("record").put("$type", POST).put("text", text);
    Facets.add(post, text);
    if (position > 1) {
      ObjectNode reply = post.putObject("reply");
      reply.set("root", reference(Placeholder.part(1), Placeholder.part(1)));
      reply.set(
          "parent", reference(Placeholder.part(position - 1), Placeholder.part(position - 1)));
    }
    if (!part.media().isEmpty()) {
      embed(post, part.media(), position);
    }
    post.put("createdAt", Placeholder.AT_RELEASE);
    return JsonBody.write(body);
  }

  private static void embed(ObjectNode post, List<Attachment> media, int part) {
    ObjectNode embed = post.putObject("embed").put("$type", "app.bsky.embed.images");
    ArrayNode images = embed.putArray("images");
    for (Attachment attachment : media) {
      Media image = attachment.media();
      ObjectNode item = images.addObject();
      ObjectNode blob = item.putObject("image").put("$type", "blob");
      blob.putObject("ref").put("$link", Placeholder.media(image, part, images.size()));
      blob.put("mimeType", image.type().mime()).put("size", image.size());
      item.put("alt", attachment.alt());
      item.putObject("aspectRatio").put("width", image.width()).put("height", image.height());
    }
  }

  @Override
  public Set<String> lacks(List<String> bodies, int position) {
    return Set.of();
  }

  /**
   * The correlation is the record's key. It stays the part's own however often it is sent, and with
   * it the record's date: what is sent again is the same record, or none.
   */
  @Override
  public Request complete(AccountName account, List<String> bodies, Known known) {
    ObjectNode filled = JsonBody.read(bodies.get(known.position() - 1));
    String key =
        known.earlier() != null
            ? known.earlier()
            : RecordKey.of(known.now(), known.delivery() + known.position());
    filled.put("rkey", key);
    ObjectNode post = filled.withObject("record");
    post.put("createdAt", RecordKey.instant(key).truncatedTo(ChronoUnit.MILLIS).toString());
    known.root().ifPresent(root -> post.withObject("reply").set("root", reference(root)));
    known.parent().ifPresent(parent -> post.withObject("reply").set("parent", reference(parent)));
    return new Request(JsonBody.write(filled), key);
  }

  private static ObjectNode reference(SentPart part) {
    return reference(part.remoteId(), part.cid() == null ? "" : part.cid());
  }

  private static ObjectNode reference(String uri, String cid) {
    return JsonBody.object().put("uri", uri).put("cid", cid);
  }
}
