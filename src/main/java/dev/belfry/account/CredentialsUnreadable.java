package dev.belfry.account;

/**
 * The credentials that are kept can't be opened or sealed on this machine. The message is one
 * sentence that says why and what to do; it speaks of no secret.
 */
public final class CredentialsUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CredentialsUnreadable(String message) {
    super(message);
  }
}
