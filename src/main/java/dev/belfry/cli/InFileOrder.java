package dev.belfry.cli;

import dev.belfry.compose.ProblemList;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines are read ahead of being checked; people look for their problems in the file's order. */
final class InFileOrder {
  private static final Pattern LINE = Pattern.compile("line (\\d{1,9})");

  private InFileOrder() {}

  /**
   * Does nothing where there are no problems.
   *
   * @throws InvalidInput as {@link ProblemList#throwIfAny} does, by line
   */
  static void throwIfAny(ProblemList problems) {
    try {
      problems.throwIfAny();
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream().sorted(Comparator.comparingInt(InFileOrder::line)).toList());
    }
  }

  /** The line that a problem stands on; the word on how many more there are comes last. */
  private static int line(Problem problem) {
    Matcher line = LINE.matcher(problem.where());
    return line.lookingAt() ? Integer.parseInt(line.group(1)) : Integer.MAX_VALUE;
  }
}
