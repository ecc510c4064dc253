package dev.belfry.compose;

import dev.belfry.post.CheckName;
import dev.belfry.post.Terms;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a post may be queued, as somebody wrote it.
 *
 * @param notBefore when its embargo is over, as written: what it means depends on the zone of its
 *     accounts; null where it was not said
 * @param skips the checks that are not made of it, which were checked where they were read
 */
public record RawTerms(@Nullable String notBefore, Set<CheckName> skips) {
  /** Nothing was said. */
  public static final RawTerms NONE = new RawTerms(null, Set.of());

  public RawTerms {
    Set<CheckName> copy = EnumSet.noneOf(CheckName.class);
    copy.addAll(skips);
    skips = Collections.unmodifiableSet(copy);
  }

  /** What was checked and stored, as somebody could have written it: an instant. */
  static RawTerms ofStored(Terms terms) {
    return terms.equals(Terms.NONE)
        ? NONE
        : new RawTerms(
            terms.notBefore() == null ? null : terms.notBefore().toString(), terms.skips());
  }

  /** With an embargo that is not said here as the other has it, and the checks of both left out. */
  public RawTerms over(RawTerms other) {
    Set<CheckName> both = EnumSet.noneOf(CheckName.class);
    both.addAll(skips);
    both.addAll(other.skips);
    return new RawTerms(notBefore == null ? other.notBefore : notBefore, both);
  }
}
