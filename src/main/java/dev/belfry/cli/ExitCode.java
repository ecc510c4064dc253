package dev.belfry.cli;

/** What a script learns from a command. */
public enum ExitCode {
  FINE(0),
  /** Something failed. */
  FAILED(1),
  /** The command line itself is wrong. */
  USAGE(2),
  /** The input has problems; nothing was saved. */
  INVALID_INPUT(3),
  /** No such thing, or not in a state for it. */
  NOT_POSSIBLE(4),
  DATABASE_UNREACHABLE(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
