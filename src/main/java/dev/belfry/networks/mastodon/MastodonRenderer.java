package dev.belfry.networks.mastodon;

import dev.belfry.account.Account;
import dev.belfry.compose.MastodonRules;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.body.Placeholder;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.Known;
import dev.belfry.publish.MeasurePart;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Request;
import dev.belfry.queue.SentPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders the body of <a href="https://docs.joinmastodon.org/methods/statuses/#create">{@code POST
 * /api/v1/statuses}</a>, by the limits of an instance that says nothing else.
 */
public final class MastodonRenderer implements Renderer {
  private static final String PARENT = "in_reply_to_id";

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
          MeasurePart.measure(MastodonRules.DEFAULT, position, part, body(part, position)));
    }
    return rendered;
  }

  private static String body(Part part, int position) {
    ObjectNode body = JsonBody.object().put("status", part.text());
    if (position > 1) {
      body.put(PARENT, Placeholder.part(position - 1));
    }
    if (!part.media().isEmpty()) {
      ArrayNode ids = body.putArray("media_ids");
      for (Attachment attachment : part.media()) {
        ids.add(Placeholder.media(attachment.media()));
      }
    }
    return JsonBody.write(body);
  }

  /**
   * The correlation is the {@code Idempotency-Key}: one for a part and its body, whichever attempt
   * it is, so that an edited body never gets the answer to the old one.
   */
  @Override
  public Request complete(AccountName account, String body, Known known) {
    String filled = known.parent().map(parent -> withParent(body, parent)).orElse(body);
    String name = "%d/%d/%s".formatted(known.delivery(), known.position(), filled);
    return new Request(
        filled, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
  }

  private static String withParent(String body, SentPart parent) {
    return JsonBody.write(JsonBody.read(body).put(PARENT, parent.remoteId()));
  }
}
