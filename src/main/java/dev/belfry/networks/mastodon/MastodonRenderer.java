package dev.belfry.networks.mastodon;

import dev.belfry.account.Account;
import dev.belfry.account.ServerLimits;
import dev.belfry.compose.MastodonRules;
import dev.belfry.media.MediaLimits;
import dev.belfry.networks.body.FillIn;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.body.Placeholder;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Language;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.post.Visibility;
import dev.belfry.publish.Known;
import dev.belfry.publish.MeasurePart;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Request;
import dev.belfry.publish.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders the body of <a href="https://docs.joinmastodon.org/methods/statuses/#create">{@code POST
 * /api/v1/statuses}</a>, by the limits of the account's own server.
 */
public final class MastodonRenderer implements Renderer {
  private static final String PARENT = "in_reply_to_id";
  private static final String MEDIA_IDS = "media_ids";

  @Override
  public int rules() {
    return 2;
  }

  @Override
  public MediaLimits mediaLimits(Account account) {
    ServerLimits told = account.limits();
    return told == null ? MediaLimits.of(account.network()) : ServerMedia.limits(told);
  }

  @Override
  public List<RenderedPart> render(Account account, Post post) {
    MastodonRules rules = rules(account, post.presentation());
    List<RenderedPart> rendered = new ArrayList<>();
    for (Part part : post.parts()) {
      int position = rendered.size() + 1;
      rendered.add(
          MeasurePart.measure(
              rules,
              mediaLimits(account),
              position,
              part,
              body(part, position, post.presentation())));
    }
    return rendered;
  }

  @Override
  public Shown shown(RenderedPart part) {
    return new Shown(MastodonRules.linksIn(part.part().text()), /* page= */ null);
  }

  private static MastodonRules rules(Account account, Presentation presentation) {
    MastodonRules rules = MastodonRules.of(account);
    String warning = presentation.warning();
    return warning == null ? rules : rules.below(warning);
  }

  private static String body(Part part, int position, Presentation presentation) {
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
    present(body, presentation);
    return JsonBody.write(body);
  }

  /** Every part of a thread is seen by itself, too. */
  private static void present(ObjectNode body, Presentation presentation) {
    Visibility visibility = presentation.visibility();
    if (visibility != null) {
      body.put("visibility", visibility.word());
    }
    Language language = presentation.language();
    if (language != null) {
      body.put("language", language.tag());
    }
    if (presentation.warning() != null) {
      body.put("spoiler_text", presentation.warning());
    }
  }

  /** A thread's first part answers nothing that a look for it could begin at. */
  @Override
  public Set<String> lacks(List<String> bodies, int position) {
    String body = bodies.get(position - 1);
    Set<String> lacks =
        body.contains(MEDIA_IDS)
            ? FillIn.values(JsonBody.read(body).path(MEDIA_IDS))
            : new HashSet<>();
    if (position == 1) {
      lacks.add(MakeReady.SINCE);
    }
    return lacks;
  }

  /** The correlation is a {@link StatusKey}. */
  @Override
  public Request complete(AccountName account, List<String> bodies, Known known) {
    String filled = filled(bodies.get(known.position() - 1), known);
    return new Request(
        filled,
        StatusKey.of(known.delivery(), known.position(), filled, since(known)).correlation());
  }

  /** A look for a later try begins where one for the first did: that may have arrived as well. */
  private static @Nullable String since(Known known) {
    String first = StatusKey.parse(known.earlier()).since();
    if (first != null || known.position() > 1) {
      return first;
    }
    return known.found().get(MakeReady.SINCE);
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
