package dev.belfry.cli.terminal;

/**
 * Whoever reads standard output has heard enough, as {@code head} does. No failure: there is merely
 * nobody left to write to.
 */
public final class ReaderGone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReaderGone(Throwable cause) {
    super("nobody reads standard output any more", cause);
  }
}
