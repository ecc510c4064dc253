package dev.belfry.networks.mastodon;

import dev.belfry.account.Credentials;
import dev.belfry.post.AccountName;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.PostUrls;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of posts on the account's own instance: at the host of its name, or at that of the
 * server it is logged in to, which is another where an instance is named after a domain that it
 * does not run on. What another instance shows of them has another id there, and is not taken.
 */
public final class MastodonUrls implements PostUrls {
  private static final Pattern POST =
      Pattern.compile(
          "https?://(?<host>[^/?#@]+)/(?:@(?<handle>[^/?#@]+)|users/(?<user>[^/?#]+))"
              + "(?:/statuses)?/(?<id>[A-Za-z0-9]{1,64})/?(?:[?#].*)?");

  private final Credentials credentials;

  public MastodonUrls(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public Outcome.Posted read(OpenAttempt attempt, String url) {
    AccountName account = attempt.account();
    Matcher post = POST.matcher(url.strip());
    if (!post.matches() || !isOf(post, account)) {
      throw PostUrls.notOneOf(
          account,
          url,
          "https://%s/@%s/113000000000000000".formatted(hosts(account).get(0), account.handle()));
    }
    return new Outcome.Posted(post.group("id"), /* cid= */ null, url.strip());
  }

  private boolean isOf(Matcher post, AccountName account) {
    String theirs = post.group("handle") == null ? post.group("user") : post.group("handle");
    return theirs.equalsIgnoreCase(account.handle())
        && hosts(account).stream().anyMatch(post.group("host")::equalsIgnoreCase);
  }

  /** The one that addresses are shown with first. */
  private List<String> hosts(AccountName account) {
    String named = String.valueOf(account.host());
    return credentials
        .server(account)
        .map(server -> List.of(server.getAuthority(), named))
        .orElse(List.of(named));
  }
}
