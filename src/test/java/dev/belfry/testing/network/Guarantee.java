package dev.belfry.testing.network;

/** What a network promises to whoever sends it the same post twice. */
public enum Guarantee {
  /** A key that was used gives back what was posted under it: like Mastodon, or a put. */
  IDEMPOTENT,
  /** A key that was used gives an error, and nothing is written: like Bluesky's applyWrites. */
  REPEAT_FAILS,
  /** There are no keys; the same again is a second post: like X. */
  NONE;

  /** Whether a post that was sent under a key can't be made twice. */
  public boolean hasKeys() {
    return this != NONE;
  }
}
