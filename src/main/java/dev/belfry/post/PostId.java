package dev.belfry.post;

/** The number that a person knows a post by. */
public record PostId(long number) {
  @Override
  public String toString() {
    return Long.toString(number);
  }
}
