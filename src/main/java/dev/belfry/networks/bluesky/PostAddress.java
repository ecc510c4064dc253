package dev.belfry.networks.bluesky;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a post, as a browser shows it or as the network has it.
 *
 * @param repo a handle or a DID
 */
record PostAddress(String repo, String key) {
  private static final Pattern POST =
      Pattern.compile(
          "(?:https?://(?:www\\.)?bsky\\.app/profile/(?<handle>[^/?#]+)/post"
              + "|at://(?<repo>[^/?#]+)/app\\.bsky\\.feed\\.post)"
              + "/(?<key>[A-Za-z0-9._:~-]{1,512})/?(?:[?#].*)?");

  /** Reads one; empty where it is none. */
  static Optional<PostAddress> read(String url) {
    Matcher post = POST.matcher(url.strip());
    if (!post.matches()) {
      return Optional.empty();
    }
    String handle = post.group("handle");
    return Optional.of(
        new PostAddress(handle == null ? post.group("repo") : handle, post.group("key")));
  }
}
