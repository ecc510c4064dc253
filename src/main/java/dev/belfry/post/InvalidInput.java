package dev.belfry.post;

import java.util.List;
import java.util.stream.Collectors;

/** The input has problems: nothing was saved. Carries every problem that was found, in order. */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidInput(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public InvalidInput(String where, String message) {
    this(List.of(new Problem(where, message)));
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }
}
