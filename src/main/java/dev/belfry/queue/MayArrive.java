package dev.belfry.queue;

/**
 * Requests that a look, or a person, did not find on the network, and that may be on their way
 * there all the same. For so long only the very same may be sent again, which a key on the
 * network's side keeps from being there twice: another wording would be live beside the first.
 */
final class MayArrive {
  /**
   * Of an attempt {@code t}, in SQL. An hour is as long as <a
   * href="https://docs.joinmastodon.org/methods/statuses/#headers">Mastodon keeps a key</a>.
   */
  static final String T_MAY_ARRIVE =
      "(t.outcome = 'absent' AND t.opened_at > clock_timestamp() - interval '1 hour')";

  private MayArrive() {}
}
