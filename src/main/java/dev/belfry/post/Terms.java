package dev.belfry.post;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a post may be queued.
 *
 * @param notBefore its embargo, in whole milliseconds: before it nothing of the post goes out;
 *     null: there is none
 * @param skips the checks that are not made of it, for what they would find is meant. An embargo is
 *     not among them: who lifts it says so each time
 */
public record Terms(@Nullable Instant notBefore, Set<CheckName> skips) {
  /** No embargo, and every check. */
  public static final Terms NONE = new Terms(null, Set.of());

  public Terms {
    Set<CheckName> copy = EnumSet.noneOf(CheckName.class);
    copy.addAll(skips);
    if (copy.contains(CheckName.EMBARGO)) {
      throw new IllegalArgumentException("a post can't lift its own embargo");
    }
    skips = Collections.unmodifiableSet(copy);
  }

  /** The same for a post that says what others say, and is meant to. */
  public Terms saysTheSame() {
    Set<CheckName> more = EnumSet.of(CheckName.SAME_TEXT);
    more.addAll(skips);
    return new Terms(notBefore, more);
  }

  /**
   * After which instant the post may go out, which is what slots are looked for after.
   *
   * @param now where there is no embargo, or it is over
   */
  public Instant earliest(Instant now) {
    return forbid(now) && notBefore != null ? notBefore.minusMillis(1) : now;
  }

  /** Whether the instant is before the embargo's end. */
  public boolean forbid(Instant instant) {
    return notBefore != null && instant.isBefore(notBefore);
  }
}
