package dev.belfry.post;

import java.util.Locale;

/** Where one part of a delivery stands. */
public enum PartState {
  /** Not sent yet. */
  WAITING,
  /** Its request is written down and may be on its way. */
  ATTEMPTED,
  /** Live. */
  PUBLISHED,
  /** Refused for good. */
  FAILED,
  /** It may or may not be live. */
  UNCONFIRMED,
  /** It was live, and was taken back. */
  RETRACTED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
