package dev.belfry.networks.bluesky;

import dev.belfry.account.Account;
import dev.belfry.compose.BlueskyRules;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.body.Placeholder;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.Known;
import dev.belfry.publish.MeasurePart;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Request;
import dev.belfry.publish.Shown;
import dev.belfry.queue.SentPart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders a post alone as the body of <a
 * href="https://docs.bsky.app/docs/api/com-atproto-repo-put-record">{@code putRecord}</a>, and the
 * parts of a thread as elements of one <a
 * href="https://docs.bsky.app/docs/api/com-atproto-repo-apply-writes">{@code applyWrites}</a>,
 * which the server takes all together or not at all.
 */
public final class BlueskyRenderer implements Renderer {
  /**
   * The most writes that a server takes in one request (<a
   * href="https://github.com/bluesky-social/atproto/blob/main/packages/pds/src/api/com/atproto/repo/applyWrites.ts">its
   * source</a>).
   */
  public static final int MOST_WRITES = 200;

  /** The name of the account's own id, which the log-in has told. */
  static final String DID = "did";

  private static final BlueskyRules RULES = new BlueskyRules();

  private final int mostParts;

  /**
   * @param mostParts how many parts of a thread go in one request at the most; up to {@value
   *     #MOST_WRITES}
   */
  public BlueskyRenderer(int mostParts) {
    this.mostParts = mostParts;
  }

  @Override
  public int rules() {
    return 2;
  }

  @Override
  public List<RenderedPart> render(Account account, Post post) {
    return render(account, post, Map.of());
  }

  @Override
  public List<RenderedPart> render(Account account, Post post, Map<String, String> found) {
    List<RenderedPart> rendered = new ArrayList<>();
    for (Part part : post.parts()) {
      int position = rendered.size() + 1;
      ObjectNode value = PostRecord.render(post, position, found);
      ObjectNode body =
          post.isThread()
              ? RecordWrite.create(Placeholder.AT_RELEASE, value)
              : RecordWrite.put(account.name().handle(), Placeholder.AT_RELEASE, value);
      rendered.add(MeasurePart.measure(RULES, position, part, JsonBody.write(body)));
    }
    return rendered;
  }

  @Override
  public Shown shown(RenderedPart part) {
    ObjectNode record = RecordWrite.rendered(JsonBody.read(part.body()));
    return new Shown(
        Facets.in(record, part.part().text()), LinkCard.in(record.path("embed")).orElse(null));
  }

  @Override
  public Set<String> wants(Post post) {
    Set<String> wants = new LinkedHashSet<>();
    for (int position = 1; position <= post.parts().size(); position++) {
      Part part = post.parts().get(position - 1);
      String text = part.text(Network.BLUESKY);
      Mentions.in(text).forEach(mention -> wants.add(Mentions.name(mention.handle())));
      if (PostRecord.mayHaveCard(post, position)) {
        LinkCard.firstLink(text).ifPresent(link -> wants.add(LinkCard.name(link)));
      }
    }
    return wants;
  }

  @Override
  public Set<String> lacks(List<String> bodies, int position) {
    Set<String> lacks = new LinkedHashSet<>();
    lacks.add(DID);
    for (String body : bodies.subList(position - 1, end(bodies, position))) {
      Blobs.in(body).forEach(blob -> lacks.add(blob.placeholder()));
      Quote.in(body).ifPresent(lacks::add);
    }
    return lacks;
  }

  /**
   * The correlation is the first record's key. It stays the part's own as long as an earlier try
   * may be live, and the other keys and the records' dates follow from it: what is sent again is
   * the same, or none.
   */
  @Override
  public Request complete(AccountName account, List<String> bodies, Known known) {
    int position = known.position();
    List<String> parts = bodies.subList(position - 1, end(bodies, position));
    String key =
        known.earlier() != null
            ? known.earlier()
            : RecordKey.of(known.now(), known.delivery() + position);
    String repo = known.found().getOrDefault(DID, account.handle());
    List<SentPart> live = new ArrayList<>(known.sent());
    List<RecordWrite> writes = new ArrayList<>();
    for (String part : parts) {
      ObjectNode record = RecordWrite.rendered(JsonBody.read(part));
      String own = RecordKey.after(key, writes.size());
      PostRecord.complete(record, live, known.found(), own);
      RecordWrite write = new RecordWrite(repo, own, record);
      writes.add(write);
      if (writes.size() < parts.size()) {
        live.add(new SentPart(write.uri(), write.cid()));
      }
    }
    return new Request(RecordWrite.request(writes), key, writes.size());
  }

  private int end(List<String> bodies, int position) {
    return Math.min(bodies.size(), position - 1 + mostParts);
  }
}
