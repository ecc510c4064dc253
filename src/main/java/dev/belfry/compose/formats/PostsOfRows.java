package dev.belfry.compose.formats;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPost;
import dev.belfry.post.InvalidInput;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns rows into posts, one by one; rows with problems are left out, and told. */
final class PostsOfRows<R> extends AbstractSpliterator<RawPost> {
  private final Supplier<Optional<R>> rows;
  private final Function<R, RawPost> read;
  private final ProblemList problems;
  private boolean isOver;

  /**
   * @param rows the next, or none at the end; what it throws ends the reading, for nobody knows
   *     where the next row begins
   * @param read a row; what it throws is about that row alone
   */
  PostsOfRows(Supplier<Optional<R>> rows, Function<R, RawPost> read, ProblemList problems) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.rows = rows;
    this.read = read;
    this.problems = problems;
  }

  @Override
  public boolean tryAdvance(Consumer<? super RawPost> action) {
    Optional<RawPost> post = Optional.empty();
    while (!isOver && post.isEmpty()) {
      post = next();
    }
    post.ifPresent(action);
    return post.isPresent();
  }

  private Optional<RawPost> next() {
    Optional<R> row = nextRow();
    isOver |= row.isEmpty();
    return row.flatMap(each -> problems.gather(() -> read.apply(each)));
  }

  private Optional<R> nextRow() {
    try {
      return rows.get();
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }
}
