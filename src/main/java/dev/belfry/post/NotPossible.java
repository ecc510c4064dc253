package dev.belfry.post;

/** There is no such thing, or it is not in a state for what was asked. The message says which. */
public final class NotPossible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotPossible(String message) {
    super(message);
  }
}
