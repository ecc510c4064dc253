package dev.belfry.queue;

import org.jspecify.annotations.Nullable;

/**
 * What was not checked of something that is queued.
 *
 * @param words which checks were turned off, and by whom, for the history; null: none was
 * @param embargo whether its embargo, if there is one, was lifted
 */
public record Unchecked(@Nullable String words, boolean embargo) {
  /** Everything was checked. */
  public static final Unchecked NOTHING = new Unchecked(null, false);

  /** What was sent before, or tried, is past its checks. */
  public static final Unchecked PASSED = new Unchecked(null, true);
}
