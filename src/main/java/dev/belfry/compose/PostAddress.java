package dev.belfry.compose;

import dev.belfry.post.Network;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The address of somebody's post, as a browser shows it, and what it tells.
 *
 * @param network whose post it is
 * @param host of the server that shows it, in lower case; on Bluesky and X there is only one
 * @param author the handle of whose post it is, as the address has it; on Bluesky also a DID, on
 *     Mastodon {@code name@host} where the server shows another's post
 * @param id the post's own, on its network; on Mastodon, on that server
 */
public record PostAddress(Network network, String host, String author, String id) {
  private static final Pattern X =
      Pattern.compile(
          "https?://(?:www\\.|mobile\\.|m\\.)?(?:x|twitter)\\.com"
              + "/(?<author>[A-Za-z0-9_]+|i/web)/status(?:es)?/(?<id>[0-9]{1,19})"
              + "(?:/(?:photo|video)/[0-9]+)?/?(?:[?#].*)?");

  private static final Pattern BLUESKY =
      Pattern.compile(
          "(?:https?://(?:www\\.)?bsky\\.app/profile/(?<author>[^/?#\\s]+)/post"
              + "|at://(?<repo>[^/?#\\s]+)/app\\.bsky\\.feed\\.post)"
              + "/(?<id>[A-Za-z0-9._:~-]{1,512})/?(?:[?#].*)?");

  /** An id has a digit in it: other places, too, have addresses such as {@code /@ann/videos}. */
  private static final Pattern MASTODON =
      Pattern.compile(
          "https?://(?<host>[^/?#@\\s]+)(?:/web|/deck)?"
              + "/(?:@(?<author>[^/?#\\s]+)|users/(?<user>[^/?#\\s]+)/statuses)"
              + "/(?<id>(?=[A-Za-z]*[0-9])[A-Za-z0-9]{1,64})/?(?:[?#].*)?");

  /**
   * Reads an address.
   *
   * @return nothing where it is not one of a post on any of the networks
   */
  public static Optional<PostAddress> of(String url) {
    return Stream.of(Network.values()).flatMap(network -> on(network, url).stream()).findFirst();
  }

  private static Optional<PostAddress> on(Network network, String url) {
    Matcher post = pattern(network).matcher(url);
    return post.matches() ? Optional.of(read(network, post)) : Optional.empty();
  }

  private static Pattern pattern(Network network) {
    return switch (network) {
      case X -> X;
      case BLUESKY -> BLUESKY;
      case MASTODON -> MASTODON;
    };
  }

  private static PostAddress read(Network network, Matcher post) {
    String author = post.group("author");
    String id = post.group("id");
    return switch (network) {
      case X -> new PostAddress(network, "x.com", author, id);
      case BLUESKY ->
          new PostAddress(network, "bsky.app", author == null ? post.group("repo") : author, id);
      case MASTODON ->
          new PostAddress(
              network,
              post.group("host").toLowerCase(Locale.ROOT),
              author == null ? post.group("user") : author,
              id);
    };
  }
}
