package dev.belfry.networks.bluesky;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.PostUrls;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of posts on Bluesky. Belfry chooses a record's key before it sends it, so the one in
 * doubt can be at one address only.
 */
public final class BlueskyUrls implements PostUrls {
  private static final Pattern POST =
      Pattern.compile(
          "(?:https?://(?:www\\.)?bsky\\.app/profile/(?<handle>[^/?#]+)/post"
              + "|at://(?<repo>[^/?#]+)/app\\.bsky\\.feed\\.post)"
              + "/(?<key>[A-Za-z0-9._:~-]{1,512})/?(?:[?#].*)?");

  @Override
  public Outcome.Posted read(OpenAttempt attempt, String url) {
    String handle = attempt.account().handle();
    String key = String.valueOf(attempt.correlation());
    String address = "https://bsky.app/profile/%s/post/%s".formatted(handle, key);
    Matcher post = POST.matcher(url.strip());
    if (!post.matches()) {
      throw PostUrls.notOneOf(attempt.account(), url, address);
    }
    String repo = post.group("handle") == null ? post.group("repo") : post.group("handle");
    boolean isAccounts = repo.startsWith("did:") || repo.equalsIgnoreCase(handle);
    if (!isAccounts || !post.group("key").equals(key)) {
      throw new InvalidInput(
          "",
          "\"%s\" is another post; the one in doubt is at %s, if it is live"
              .formatted(url, address));
    }
    refuseWhereAnotherFollows(attempt);
    return new Outcome.Posted(
        "at://%s/app.bsky.feed.post/%s".formatted(repo, key), /* cid= */ null, address);
  }

  /** A reply names the post that it answers by address and by hash. */
  private static void refuseWhereAnotherFollows(OpenAttempt attempt) {
    if (!attempt.isLast()) {
      throw new NotPossible(
          "part %d follows, and needs the hash of this one, which its address does not tell; a node"
                  .formatted(attempt.position() + 1)
              + " that can log in to Bluesky finds it out by itself, or delete the part there and"
              + " say --not-posted, and it is sent again");
    }
  }
}
