package dev.belfry.networks.page;

/** What a page says can't be told. The message is a sentence without its full stop. */
public final class PageUnreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean noHost;

  PageUnreadable(String message) {
    super(message);
    this.noHost = false;
  }

  PageUnreadable(String message, Throwable cause) {
    this(message, cause, /* noHost= */ false);
  }

  /**
   * @param noHost whether it was its host's name that was not found
   */
  PageUnreadable(String message, Throwable cause, boolean noHost) {
    super(message, cause);
    this.noHost = noHost;
  }

  /** Whether its host's name was not found, or could not be looked up. */
  boolean hasNoHost() {
    return noHost;
  }
}
