package dev.belfry.model;

/**
 * A row of the attempts.
 *
 * @param token the lease under which it was opened
 * @param parent the network's id of the part before it, 0 for the first: it stands in the request
 * @param id the network's id for what is live; 0 for none
 */
record Attempt(int part, int token, int parent, Status status, int id) {

  static Attempt open(int part, int token, int parent) {
    return new Attempt(part, token, parent, Status.OPEN, 0);
  }

  Attempt with(Status now) {
    return new Attempt(part, token, parent, now, id);
  }

  Attempt live(Status now, int liveId) {
    return new Attempt(part, token, parent, now, liveId);
  }

  boolean is(Status wanted) {
    return status == wanted;
  }
}
