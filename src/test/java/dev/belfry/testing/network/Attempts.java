package dev.belfry.testing.network;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.post.AccountName;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Known;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Renderer;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import java.time.Instant;
import java.util.List;

/** Attempts as the program makes them, without a database. */
public final class Attempts {
  private static final Instant NOW = Instant.parse("2026-12-01T14:00:00Z");
  private static final long TOKEN = 1;

  private Attempts() {}

  /** The attempt at a thread's next part, rendered by the network's renderer. */
  public static Attempt next(
      Publishers publishers,
      String account,
      long delivery,
      List<SentPart> sent,
      List<String> parts) {
    AccountName name = AccountName.parse(account);
    Renderer renderer = publishers.renderer(name.network());
    Post post = new Post(parts.stream().map(Part::of).toList());
    List<String> bodies =
        renderer.render(new Account(1, name, AccountSettings.DEFAULT), post).stream()
            .map(RenderedPart::body)
            .toList();
    Claim claim = new Claim(delivery, new PostId(delivery), name, TOKEN, 0, 0, null, bodies, sent);
    int position = sent.size() + 1;
    return new Attempt(
        claim,
        position,
        renderer.complete(
            name, bodies, new Known(delivery, sent, NOW.plusSeconds(position), null)));
  }

  /** The attempt as the next node finds it, where nobody knows what became of it. */
  public static OpenAttempt open(Attempt attempt, Instant openedAt) {
    Claim claim = attempt.claim();
    return new OpenAttempt(
        claim.delivery(),
        attempt.position(),
        attempt.through(),
        attempt.number(),
        attempt.isLast(),
        claim.failures(),
        claim.token(),
        claim.account(),
        attempt.request().body(),
        attempt.request().correlation(),
        openedAt,
        OpenAttempt.Doubt.NEW,
        /* absent= */ null);
  }
}
