package dev.belfry.model;

/** What the network can do, and what its user has chosen. */
enum Setting {
  /** The same request again gives the same id; a look finds, or proves absent. */
  KEY,
  /** No key: what a look does not see stays in doubt, and a person says only that it is posted. */
  NO_KEY,
  /** No key, and the person may also say that it is not posted, being truthful about what shows. */
  NO_KEY_PERSON_DECIDES,
  /** No key, and what a look does not see is sent again: {@code --when-absent resend}. */
  NO_KEY_RESEND;

  boolean hasKey() {
    return this == KEY;
  }

  /** Whether nothing seen means that it is sent again. */
  boolean sendsAgainWhenAbsent() {
    return this == KEY || this == NO_KEY_RESEND;
  }

  /** Whether somebody said: rather twice than late. */
  boolean mayDouble() {
    return this == NO_KEY_PERSON_DECIDES || this == NO_KEY_RESEND;
  }
}
