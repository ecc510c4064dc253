package dev.belfry.post;

/**
 * One thing that is wrong with the input, in a sentence that says what to do.
 *
 * @param where where it stands, as the person would look for it ({@code line 4}, {@code part 2},
 *     {@code --at}); empty when the whole input is meant
 * @param message the sentence, without a final full stop
 */
public record Problem(String where, String message) {

  /** The same problem, seen from the outside: {@code line 4, part 2}. */
  public Problem in(String outer) {
    return new Problem(where.isEmpty() ? outer : outer + ", " + where, message);
  }

  @Override
  public String toString() {
    return where.isEmpty() ? message : where + ": " + message;
  }
}
