package dev.belfry.compose;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Gathers problems while work goes on, so that a person sees all of them at once. The first {@value
 * #MOST_KEPT} are kept and the others counted: a million broken lines must not fill the memory.
 *
 * <p>Not thread-safe.
 */
public final class ProblemList {
  static final int MOST_KEPT = 100;

  private final List<Problem> kept = new ArrayList<>();
  private UnaryOperator<Problem> placed = UnaryOperator.identity();
  private long found;

  /**
   * Whoever reads a file says by this where a problem stands in it that others find: they know a
   * post's line, and which of its fields they mean.
   */
  public void place(UnaryOperator<Problem> placed) {
    this.placed = placed;
  }

  public void add(Problem problem) {
    found++;
    if (kept.size() < MOST_KEPT) {
      kept.add(problem);
    }
  }

  public void addAll(List<Problem> problems) {
    problems.forEach(this::add);
  }

  /** What the step gives; empty where it throws {@link InvalidInput}, whose problems are added. */
  public <T> Optional<T> gather(Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (InvalidInput e) {
      addAll(e.problems());
      return Optional.empty();
    }
  }

  public boolean isEmpty() {
    return found == 0;
  }

  /**
   * Does nothing while there are none.
   *
   * @throws InvalidInput with the problems that were kept, and one that counts the others
   */
  public void throwIfAny() {
    if (found == 0) {
      return;
    }
    List<Problem> all = new ArrayList<>(kept.stream().map(placed).toList());
    if (found > kept.size()) {
      all.add(new Problem("", "and %d more".formatted(found - kept.size())));
    }
    throw new InvalidInput(all);
  }
}
