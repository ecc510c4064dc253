package dev.belfry.testing.network;

/** How the network treats one request. */
public enum Behaviour {
  /** Does what it is asked, and says so. */
  WELL(true, Manner.PLAIN),
  /** Does it, and answers when nobody listens any more. */
  LATE(true, Manner.LATE),
  /** Does it only when nobody listens any more: a look that is taken at once sees nothing. */
  DONE_LATE(true, Manner.DONE_LATE),
  /** Does it seconds after that: later looks see nothing either. */
  DONE_MUCH_LATER(true, Manner.DONE_MUCH_LATER),
  DONE_AND_DROPPED(true, Manner.DROP),
  DROPPED(false, Manner.DROP),
  DONE_AND_500(true, Manner.ERROR),
  ERROR_500(false, Manner.ERROR),
  /** 429, and when to come back. */
  RATE_LIMITED(false, Manner.RATE_LIMIT),
  /** 400, for good. */
  REFUSED(false, Manner.REFUSE),
  UNAUTHORIZED(false, Manner.UNAUTHORIZED),
  /** 307, to a place where nothing should ever be sent. */
  REDIRECTED(false, Manner.REDIRECT),
  /** Does it, and answers with what is not HTTP. */
  DONE_AND_GARBAGE(true, Manner.GARBAGE),
  GARBAGE(false, Manner.GARBAGE),
  /** Does it, and says 200 with a page for people. */
  DONE_AND_NONSENSE(true, Manner.NONSENSE),
  /** Does it, and answers a byte at a time, for ever. */
  SLOW(true, Manner.SLOW),
  /** Does it, and answers at a length that nobody can want. */
  HUGE(true, Manner.HUGE);

  /** How it answers. */
  enum Manner {
    PLAIN,
    LATE,
    DONE_LATE,
    DONE_MUCH_LATER,
    DROP,
    ERROR,
    RATE_LIMIT,
    REFUSE,
    UNAUTHORIZED,
    REDIRECT,
    GARBAGE,
    NONSENSE,
    SLOW,
    HUGE
  }

  private final boolean accepts;
  private final Manner manner;

  Behaviour(boolean accepts, Manner manner) {
    this.accepts = accepts;
    this.manner = manner;
  }

  /** Whether it does what it is asked, sooner or later. */
  public boolean accepts() {
    return accepts;
  }

  Manner manner() {
    return manner;
  }
}
