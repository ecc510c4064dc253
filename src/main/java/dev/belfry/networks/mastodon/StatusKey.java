package dev.belfry.networks.mastodon;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a server can be asked for after a status was sent: the {@code Idempotency-Key} that it went
 * out under, and where among the account's posts a look for it begins.
 *
 * @param key one for a part and its body, whichever attempt it is, so that an edited body never
 *     gets the answer to the old one
 * @param since the account's newest post before this one was sent, or {@link #NO_POSTS}; null where
 *     it is not known
 */
record StatusKey(String key, @Nullable String since) {
  /** The account had no post yet. */
  static final String NO_POSTS = "0";

  private static final String BETWEEN = "/since/";

  static StatusKey of(long delivery, int position, String body, @Nullable String since) {
    // Not formatted: nodes with other locales would write other digits, and the key is one for all.
    byte[] name = (delivery + "/" + position + "/" + body).getBytes(StandardCharsets.UTF_8);
    return new StatusKey(UUID.nameUUIDFromBytes(name).toString(), since);
  }

  /** Reads what {@link #correlation} wrote. */
  static StatusKey parse(@Nullable String correlation) {
    String written = correlation == null ? "" : correlation;
    int between = written.indexOf(BETWEEN);
    return between < 0
        ? new StatusKey(written, null)
        : new StatusKey(
            written.substring(0, between), written.substring(between + BETWEEN.length()));
  }

  String correlation() {
    return since == null ? key : key + BETWEEN + since;
  }
}
