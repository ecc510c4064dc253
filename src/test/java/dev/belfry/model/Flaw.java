package dev.belfry.model;

/** A rule of the protocol that is left out, so that one sees what it is good for. */
enum Flaw {
  NONE,
  /** The attempt's row is written when the answer is there, not before the call. */
  WRITES_AFTER_THE_CALL,
  /** Who takes over sends open attempts again without having looked. */
  SENDS_AGAIN_WITHOUT_LOOKING,
  /** An attempt is opened whoever holds the lease and the claim by then. */
  OPENS_ON_AN_OLD_LEASE,
  /** An attempt is opened although another of its part is open or posted. */
  OPENS_BESIDE_ANOTHER,
  /** A node's own success is recorded only while its attempt is open. */
  DROPS_LATE_SUCCESS,
  /** An attempt that was refused takes no success, though a look finds its part live. */
  REFUSED_STAYS_REFUSED,
  /** A claim that finds nothing left to send stays a claim. */
  LEAVES_FINISHED_CLAIMED,
  /** A delivery ends with its last part's success, also while another attempt at it is open. */
  ENDS_OVER_AN_OPEN_ATTEMPT,
  /**
   * A second try of which nothing can be told is forgotten, since the part is live by the first.
   */
  GOES_ON_IN_DOUBT,
  /** A refusal ends a delivery although an earlier request may still be on its way. */
  FAILS_IN_DOUBT,
  /** The last look before that end is made at once. */
  GIVES_UP_AT_ONCE,
  /** What was seen before the doubt rose again counts as that look, too. */
  BELIEVES_AN_OLD_LOOK,
  /** The next part goes under the id of the node's own copy, not under the one that is recorded. */
  FOLLOWS_ITS_OWN_COPY
}
