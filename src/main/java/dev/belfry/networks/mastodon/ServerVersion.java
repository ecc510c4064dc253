package dev.belfry.networks.mastodon;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What a server says it runs, in <a
 * href="https://docs.joinmastodon.org/methods/instance/#v2">{@code /api/v2/instance}</a>.
 *
 * @param version {@code 4.4.1}, {@code 4.5.0+glitch}, {@code 2.7.2 (compatible; Pleroma 2.9.1)}
 * @param source where its program comes from; empty where it does not say
 */
record ServerVersion(String version, String source) {

  static ServerVersion of(JsonNode instance) {
    return new ServerVersion(
        instance.path("version").stringValue(""), instance.path("source_url").stringValue(""));
  }

  /**
   * Whether a key that a status was sent under is honoured for an hour: by Mastodon and its forks,
   * whose repositories bear its name. What only speaks its API says so in its version, or comes
   * from elsewhere; whether it looks at the key is not known, so it is taken not to.
   */
  boolean honoursKeys() {
    String from = source.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    return !version.contains("compatible") && from.endsWith("/mastodon");
  }
}
