package dev.belfry.publish;

/** A log-in came to nothing. The message is one sentence that says why and what to do. */
public final class LogInFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogInFailed(String message) {
    super(message);
  }
}
