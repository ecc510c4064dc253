package dev.belfry.model;

/** What a node has in hand about an attempt, from its own call or from a look. */
enum Outcome {
  NONE,
  POSTED,
  /** Of a look: proved absent, or taken as absent. */
  NOT_SENT,
  /** Of the last look, after which the delivery has failed: it is not live, and will not be. */
  GIVEN_UP,
  REFUSED,
  UNCONFIRMED
}
