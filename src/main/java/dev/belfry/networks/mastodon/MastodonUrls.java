package dev.belfry.networks.mastodon;

import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.PostUrls;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of posts on the account's own instance. What another instance shows of them has another
 * id there, and is not taken.
 */
public final class MastodonUrls implements PostUrls {
  private static final Pattern POST =
      Pattern.compile(
          "https?://(?<host>[^/?#@]+)/(?:@(?<handle>[^/?#@]+)|users/(?<user>[^/?#]+))"
              + "(?:/statuses)?/(?<id>[A-Za-z0-9]{1,64})/?(?:[?#].*)?");

  @Override
  public Outcome.Posted read(OpenAttempt attempt, String url) {
    String handle = attempt.account().handle();
    String host = String.valueOf(attempt.account().host());
    Matcher post = POST.matcher(url.strip());
    if (!post.matches() || !isOf(post, handle, host)) {
      throw PostUrls.notOneOf(
          attempt.account(), url, "https://%s/@%s/113000000000000000".formatted(host, handle));
    }
    return new Outcome.Posted(post.group("id"), /* cid= */ null, url.strip());
  }

  private static boolean isOf(Matcher post, String handle, String host) {
    String theirs = post.group("handle") == null ? post.group("user") : post.group("handle");
    return post.group("host").equalsIgnoreCase(host) && theirs.equalsIgnoreCase(handle);
  }
}
