package dev.belfry.testing.network;

/** Servers that speak Mastodon's API, each in its way. */
public enum ServerKind {
  /** Honours keys for an hour. */
  MASTODON("4.5.2", "https://github.com/mastodon/mastodon"),
  /** The same, but answers 500 to a repeat, as some versions did. */
  REPEAT_FAILS("4.6.0-alpha.5", "https://github.com/mastodon/mastodon"),
  /** One that takes no notice of keys, like GoToSocial. */
  KEYLESS("0.20.1+git-7a1b2c3", "https://codeberg.org/superseriousbusiness/gotosocial"),
  /** One that makes a post of its own of an answer to what it does not know. */
  LENIENT("4.0.0 (compatible; snac 2.84)", "https://codeberg.org/grunfink/snac2"),
  /** One from before there was a second version of anything. */
  OLD("3.0.1", ""),
  /** One whose access tokens end, and can be exchanged, like Pleroma. */
  RENEWING("2.7.2 (compatible; Pleroma 2.9.1)", "https://git.pleroma.social/pleroma/pleroma");

  private final String version;
  private final String source;

  ServerKind(String version, String source) {
    this.version = version;
    this.source = source;
  }

  String version() {
    return version;
  }

  String source() {
    return source;
  }

  boolean hasKeys() {
    return this == MASTODON || this == REPEAT_FAILS || this == OLD;
  }

  /** Whether it knows the second version of the API, and tells what a post was made of. */
  boolean isModern() {
    return this != OLD;
  }
}
