package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.util.List;
import org.assertj.core.api.ListAssert;

/** What a step finds wrong. */
final class Problems {
  private Problems() {}

  /** The problems that the step ends with; none where it ends well. */
  static ListAssert<Problem> of(Runnable step) {
    try {
      step.run();
      return assertThat(List.of());
    } catch (InvalidInput e) {
      return assertThat(e.problems());
    }
  }
}
