package dev.belfry.model;

/** What the record says of an attempt. */
enum Status {
  OPEN,
  POSTED,
  /** Live, while another attempt of the part is recorded as posted already. */
  REPEATED,
  /** Its own node says that nothing left. */
  NOT_SENT,
  /** Not sent by the word of somebody who looked; a request may still be on its way. */
  ABSENT,
  /** Refused for good, or given up after definite failures. */
  REFUSED,
  UNCONFIRMED
}
