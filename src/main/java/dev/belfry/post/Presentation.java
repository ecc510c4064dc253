package dev.belfry.post;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a post appears, besides what its parts say. It is one for all networks, and each takes of it
 * what it knows.
 *
 * @param quotes the addresses of the posts that the first part quotes: of each network's at most
 *     one, which is quoted on that network alone
 * @param visibility who may see it; null: what the account is set to on its server
 * @param language what all of it is written in; null: not said
 * @param warning what a reader is told before they see any part, in one line; null: nothing
 */
public record Presentation(
    Map<Network, String> quotes,
    @Nullable Visibility visibility,
    @Nullable Language language,
    @Nullable String warning) {

  /** Nothing is said about it. */
  public static final Presentation NONE = new Presentation(Map.of(), null, null, null);

  public Presentation {
    Map<Network, String> copy = new EnumMap<>(Network.class);
    copy.putAll(quotes);
    quotes = Collections.unmodifiableMap(copy);
  }

  /** What of it goes out on the network: all else is lost there. No post is quoted on Mastodon. */
  public Presentation on(Network network) {
    Map<Network, String> own = new EnumMap<>(Network.class);
    quote(network).ifPresent(url -> own.put(network, url));
    return switch (network) {
      case X -> new Presentation(own, null, null, null);
      case BLUESKY -> new Presentation(own, null, language, null);
      case MASTODON -> new Presentation(Map.of(), visibility, language, warning);
    };
  }

  /** With what is not said here as the other has it. */
  public Presentation over(Presentation other) {
    return new Presentation(
        quotes.isEmpty() ? other.quotes : quotes,
        visibility == null ? other.visibility : visibility,
        language == null ? other.language : language,
        warning == null ? other.warning : warning);
  }

  /** The address of the post that is quoted on the network. */
  public Optional<String> quote(Network network) {
    return Optional.ofNullable(quotes.get(network));
  }
}
