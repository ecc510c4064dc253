package dev.belfry.compose;

import dev.belfry.post.CheckName;
import dev.belfry.post.Problem;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads which checks a file wants left out of a post. Not thread-safe. */
final class ReadSkips {
  private final ProblemList problems;
  private final Set<CheckName> skips = EnumSet.noneOf(CheckName.class);

  ReadSkips(ProblemList problems) {
    this.problems = problems;
  }

  /** One more, as it is written. */
  void skip(String place, String written) {
    Optional<CheckName> check = CheckName.of(written.strip());
    if (check.isEmpty()) {
      problems.add(
          new Problem(
              place,
              "there is no check \"%s\"%s".formatted(written, CheckName.hint(written.strip()))));
    } else if (check.get() == CheckName.EMBARGO) {
      problems.add(
          new Problem(
              place,
              "an embargo is lifted by who queues the post, with --skip-check embargo; here take"
                  + " \"not-before\" out"));
    } else {
      skips.add(check.get());
    }
  }

  Set<CheckName> read() {
    return skips;
  }
}
