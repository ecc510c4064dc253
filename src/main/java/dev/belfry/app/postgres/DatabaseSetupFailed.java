package dev.belfry.app.postgres;

/**
 * The embedded Postgres can't be had. The message is one sentence for the person at the terminal.
 */
public final class DatabaseSetupFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseSetupFailed(String message) {
    super(message);
  }

  public DatabaseSetupFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
