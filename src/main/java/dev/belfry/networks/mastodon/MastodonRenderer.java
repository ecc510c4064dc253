package dev.belfry.networks.mastodon;

import dev.belfry.account.Account;
import dev.belfry.compose.MastodonRules;
import dev.belfry.networks.body.FillIn;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.body.Placeholder;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.Known;
import dev.belfry.publish.MeasurePart;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders the body of <a href="https://docs.joinmastodon.org/methods/statuses/#create">{@code POST
 * /api/v1/statuses}</a>, by the limits of an instance that says nothing else.
 */
public final class MastodonRenderer implements Renderer {
  private static final String PARENT = "in_reply_to_id";
  private static final String MEDIA_IDS = "media_ids";

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
    ObjectNode body = JsonBody.object().put("status", part.text(Network.MASTODON));
    if (position > 1) {
      body.put(PARENT, Placeholder.part(position - 1));
    }
    if (!part.media().isEmpty()) {
      ArrayNode ids = body.putArray(MEDIA_IDS);
      for (Attachment attachment : part.media()) {
        ids.add(Placeholder.media(attachment.media(), position, ids.size() + 1));
      }
    }
    return JsonBody.write(body);
  }

  @Override
  public Set<String> lacks(List<String> bodies, int position) {
    String body = bodies.get(position - 1);
    return body.contains(MEDIA_IDS) ? FillIn.values(JsonBody.read(body).path(MEDIA_IDS)) : Set.of();
  }

  /**
   * The correlation is the {@code Idempotency-Key}: one for a part and its body, whichever attempt
   * it is, so that an edited body never gets the answer to the old one.
   */
  @Override
  public Request complete(AccountName account, List<String> bodies, Known known) {
    String filled = filled(bodies.get(known.position() - 1), known);
    String name = "%d/%d/%s".formatted(known.delivery(), known.position(), filled);
    return new Request(
        filled, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
  }

  private static String filled(String body, Known known) {
    if (known.parent().isEmpty() && known.found().isEmpty()) {
      return body;
    }
    ObjectNode filled = JsonBody.read(body);
    known.parent().ifPresent(parent -> filled.put(PARENT, parent.remoteId()));
    FillIn.values(filled.path(MEDIA_IDS), known.found());
    return JsonBody.write(filled);
  }
}
