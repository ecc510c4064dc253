package dev.belfry.networks.x;

import dev.belfry.account.Account;
import dev.belfry.compose.PostAddress;
import dev.belfry.compose.XRules;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders the body of <a href="https://docs.x.com/x-api/posts/create-post">{@code POST
 * /2/tweets}</a>.
 */
public final class XRenderer implements Renderer {
  private static final String REPLY = "reply";
  private static final String PARENT = "in_reply_to_tweet_id";
  private static final String MEDIA = "media";
  private static final String MEDIA_IDS = "media_ids";

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
      rendered.add(MeasurePart.measure(rules, position, part, body(post, part, position)));
    }
    return rendered;
  }

  private static String body(Post post, Part part, int position) {
    ObjectNode body = JsonBody.object();
    String text = part.text(Network.X);
    if (!text.isEmpty()) {
      body.put("text", text);
    }
    if (position > 1) {
      body.putObject(REPLY).put(PARENT, Placeholder.part(position - 1));
    }
    if (position == 1) {
      post.presentation()
          .quote(Network.X)
          .flatMap(PostAddress::of)
          .ifPresent(quoted -> body.put("quote_tweet_id", quoted.id()));
    }
    if (!part.media().isEmpty()) {
      ArrayNode ids = body.putObject(MEDIA).putArray(MEDIA_IDS);
      for (Attachment attachment : part.media()) {
        ids.add(Placeholder.media(attachment.media(), position, ids.size() + 1));
      }
    }
    return JsonBody.write(body);
  }

  @Override
  public Set<String> lacks(List<String> bodies, int position) {
    String body = bodies.get(position - 1);
    return body.contains(MEDIA_IDS)
        ? FillIn.values(JsonBody.read(body).path(MEDIA).path(MEDIA_IDS))
        : Set.of();
  }

  /** X knows no key for a request: what is remembered is since when it can be looked for. */
  @Override
  public Request complete(AccountName account, List<String> bodies, Known known) {
    String body = bodies.get(known.position() - 1);
    if (known.parent().isEmpty() && known.found().isEmpty()) {
      return new Request(body, FirstTry.correlation(known));
    }
    ObjectNode filled = JsonBody.read(body);
    known.parent().ifPresent(parent -> filled.withObject(REPLY).put(PARENT, parent.remoteId()));
    FillIn.values(filled.path(MEDIA).path(MEDIA_IDS), known.found());
    return new Request(JsonBody.write(filled), FirstTry.correlation(known));
  }
}
