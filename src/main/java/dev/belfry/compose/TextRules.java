package dev.belfry.compose;

import dev.belfry.post.Network;

/**
 * How a network counts text and how much of it it takes. Immutable and thread-safe.
 *
 * <p>Any text can be measured, however long or broken: the time is linear in its length.
 */
public sealed interface TextRules permits XRules, BlueskyRules, MastodonRules {

  /** The network's rules for an account that nothing more is known of. */
  static TextRules of(Network network) {
    return switch (network) {
      case X -> XRules.STANDARD;
      case BLUESKY -> new BlueskyRules();
      case MASTODON -> MastodonRules.DEFAULT;
    };
  }

  Network network();

  Measure measure(String text);
}
