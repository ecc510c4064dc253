package dev.belfry.model;

/**
 * What a node has in its memory; it is gone when the node dies. It may be frozen at any moment:
 * then the others go on.
 *
 * @param token the lease that it believes to hold
 * @param part the part that it works at
 * @param attempt the number of the attempt that it works at; 0 where none is written down
 * @param id the network's id, where the outcome is a success
 */
record Node(Stage stage, int token, int part, int attempt, Outcome outcome, int id) {

  /** Where a node stands in its work. */
  enum Stage {
    /** It knows nothing. */
    IDLE,
    /** It has a lease, and sees what is to be done. */
    READY,
    /** It has claimed the delivery, and is about to open an attempt. */
    CLAIMED,
    /** Its attempt is committed, nothing has left. */
    OPENED,
    WAITS_FOR_ANSWER,
    /** What came of its own attempt is in its hand. */
    ANSWERED,
    /** What it saw of an attempt is in its hand. */
    LOOKED
  }

  static final Node IDLE = ready(0).at(Stage.IDLE);

  static Node ready(int token) {
    return new Node(Stage.READY, token, 0, 0, Outcome.NONE, 0);
  }

  Node ready() {
    return ready(token);
  }

  Node claimed(int nextPart) {
    return new Node(Stage.CLAIMED, token, nextPart, 0, Outcome.NONE, 0);
  }

  Node opened(int number, int itsPart) {
    return new Node(Stage.OPENED, token, itsPart, number, Outcome.NONE, 0);
  }

  Node waiting() {
    return at(Stage.WAITS_FOR_ANSWER);
  }

  Node answered(Outcome answer, int liveId) {
    return new Node(Stage.ANSWERED, token, part, attempt, answer, liveId);
  }

  Node looked(int number, int itsPart, Outcome seen, int liveId) {
    return new Node(Stage.LOOKED, token, itsPart, number, seen, liveId);
  }

  Node withAttempt(int number) {
    return new Node(stage, token, part, number, outcome, id);
  }

  boolean is(Stage wanted) {
    return stage == wanted;
  }

  /** Whether it knows of a success that it may not have recorded yet. */
  boolean knowsSuccess() {
    return outcome == Outcome.POSTED;
  }

  private Node at(Stage now) {
    return new Node(now, token, part, attempt, outcome, id);
  }
}
