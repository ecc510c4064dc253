package dev.belfry.networks.x;

import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.PostUrls;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of posts on X, under its old name too, with what apps hang on when they share one. */
public final class XUrls implements PostUrls {
  private static final Pattern POST =
      Pattern.compile(
          "https?://(?:www\\.|mobile\\.|m\\.)?(?:x|twitter)\\.com/(?<handle>[A-Za-z0-9_]+)"
              + "/status(?:es)?/(?<id>[0-9]{1,19})(?:/(?:photo|video)/[0-9]+)?/?(?:[?#].*)?");

  @Override
  public Outcome.Posted read(OpenAttempt attempt, String url) {
    String handle = attempt.account().handle();
    Matcher post = POST.matcher(url.strip());
    if (!post.matches() || !post.group("handle").equalsIgnoreCase(handle)) {
      throw PostUrls.notOneOf(attempt.account(), url, address(handle, "1860000000000000000"));
    }
    String id = post.group("id");
    return new Outcome.Posted(id, /* cid= */ null, address(handle, id));
  }

  static String address(String handle, String id) {
    return "https://x.com/%s/status/%s".formatted(handle, id);
  }
}
