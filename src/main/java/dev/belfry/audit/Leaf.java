package dev.belfry.audit;

import dev.belfry.post.Sha256;

/**
 * What a seal knows of a row of the history.
 *
 * @param sha256 of its {@link CanonicalLine}, in hexadecimal
 */
record Leaf(long seq, String sha256) {
  static Leaf of(HistoryEvent event) {
    return new Leaf(event.seq(), Sha256.hex(CanonicalLine.of(event)));
  }
}
