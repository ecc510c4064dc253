package dev.belfry.networks.bluesky;

import dev.belfry.post.InvalidInput;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.PostUrls;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of posts on Bluesky. Belfry chooses a record's key before it sends it, so the one in
 * doubt can be at one address only; and of a thread that goes out in one request, each part's
 * address tells that all are live.
 */
public final class BlueskyUrls implements PostUrls {
  private static final Pattern POST =
      Pattern.compile(
          "(?:https?://(?:www\\.)?bsky\\.app/profile/(?<handle>[^/?#]+)/post"
              + "|at://(?<repo>[^/?#]+)/app\\.bsky\\.feed\\.post)"
              + "/(?<key>[A-Za-z0-9._:~-]{1,512})/?(?:[?#].*)?");

  private static final String DID = "did:";

  @Override
  public Outcome.Posted read(OpenAttempt attempt, String url) {
    String handle = attempt.account().handle();
    List<RecordWrite> writes = RecordWrite.in(attempt.body());
    String address = writes.get(0).url(handle);
    Matcher post = POST.matcher(url.strip());
    if (!post.matches()) {
      throw PostUrls.notOneOf(attempt.account(), url, address);
    }
    String repo = post.group("handle") == null ? post.group("repo") : post.group("handle");
    if (!isOf(repo, handle, writes.get(0).repo())
        || writes.stream().noneMatch(each -> each.key().equals(post.group("key")))) {
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
