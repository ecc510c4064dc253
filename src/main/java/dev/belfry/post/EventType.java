package dev.belfry.post;

import java.util.Locale;

/** What can happen to a post: the words of the history. */
public enum EventType {
  /** A part was written; one event a part, with its text and media. */
  DRAFTED,
  /** A part was rewritten; one event a part of the new wording. */
  EDITED,
  SCHEDULED,
  UNSCHEDULED,
  HELD,
  RESUMED,
  CANCELLED,
  /** A part's request was written down and is about to leave. */
  ATTEMPTED,
  /** A part is live. */
  PUBLISHED,
  /** The network asked to come back later. */
  DEFERRED,
  /** The network refused for good. */
  FAILED,
  /** No telling whether the part is live. */
  UNCONFIRMED,
  /** An open question about a part was answered, by a look or by a person. */
  RESOLVED,
  SKIPPED,
  /** A part's network is about to be asked to delete it. */
  RETRACTING,
  /** A part that was live is gone. */
  RETRACTED,
  /** A part that was to be taken back may still be there: its network did not delete it. */
  KEPT,
  /** The post was deleted. */
  DELETED,
  /** Somebody gave Belfry leave to post as an account. */
  LOGGED_IN,
  /** Somebody had Belfry forget that leave. */
  LOGGED_OUT,
  /** A post came in with where it stood in another Belfry, and stands there now. */
  IMPORTED;

  private final String word = name().toLowerCase(Locale.ROOT);

  public String word() {
    return word;
  }
}
