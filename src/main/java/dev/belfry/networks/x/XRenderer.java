package dev.belfry.networks.x;

import dev.belfry.account.Account;
import dev.belfry.compose.XRules;
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
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders the body of <a href="https://docs.x.com/x-api/posts/create-post">{@code POST
 * /2/tweets}</a>.
 */
public final class XRenderer implements Renderer {
  private static final String REPLY = "reply";
  private static final String PARENT = "in_reply_to_tweet_id";

  @Override
  public int rules() {
    return 1;
  }

  @Override
  public List<RenderedPart> render(Account account, Post post) {
    XRules rules = account.settings().premium() ? XRules.PREMIUM : XRules.STANDARD;
    List<RenderedPart> rendered = new ArrayList<>();
    for (Part part : post.parts()) {
      int position = rendered.size() + 1;
      rendered.add(MeasurePart.measure(rules, position, part, body(part, position)));
    }
    return rendered;
  }

  private static String body(Part part, int position) {
    ObjectNode body = JsonBody.object();
    if (!part.text().isEmpty()) {
      body.put("text", part.text());
    }
    if (position > 1) {
      body.putObject(REPLY).put(PARENT, Placeholder.part(position - 1));
    }
    if (!part.media().isEmpty()) {
      ArrayNode ids = body.putObject("media").putArray("media_ids");
      for (Attachment attachment : part.media()) {
        ids.add(Placeholder.media(attachment.media()));
      }
    }
    return JsonBody.write(body);
  }

  /** X knows no key for a request: what can be looked for afterwards is its text. */
  @Override
  public Request complete(AccountName account, String body, Known known) {
    return new Request(
        known.parent().map(parent -> withParent(body, parent)).orElse(body),
        /* correlation= */ null);
  }

  private static String withParent(String body, SentPart parent) {
    ObjectNode filled = JsonBody.read(body);
    filled.withObject(REPLY).put(PARENT, parent.remoteId());
    return JsonBody.write(filled);
  }
}
