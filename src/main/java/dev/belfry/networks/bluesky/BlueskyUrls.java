package dev.belfry.networks.bluesky;

import dev.belfry.post.InvalidInput;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.PostUrls;
import java.util.List;

/**
 * Addresses of posts on Bluesky. Belfry chooses a record's key before it sends it, so the one in
 * doubt can be at one address only; and of a thread that goes out in one request, each part's
 * address tells that all are live.
 */
public final class BlueskyUrls implements PostUrls {
  private static final String DID = "did:";

  @Override
  public Outcome.Posted read(OpenAttempt attempt, String url) {
    String handle = attempt.account().handle();
    List<RecordWrite> writes = RecordWrite.in(attempt.body());
    String address = writes.get(0).url(handle);
    PostAddress post =
        PostAddress.read(url).orElseThrow(() -> PostUrls.notOneOf(attempt.account(), url, address));
    if (!isOf(post.repo(), handle, writes.get(0).repo())
        || writes.stream().noneMatch(each -> each.key().equals(post.key()))) {
      throw new InvalidInput(
          "",
          "\"%s\" is another post; the one in doubt is at %s, if it is live"
              .formatted(url, address));
    }
    return RecordWrite.posted(writes, handle);
  }

  /** What was sent names the account by its DID, except in a dry-run. */
  private static boolean isOf(String repo, String handle, String did) {
    boolean isKnown = did.startsWith(DID);
    return repo.equalsIgnoreCase(handle) || (isKnown ? repo.equals(did) : repo.startsWith(DID));
  }
}
