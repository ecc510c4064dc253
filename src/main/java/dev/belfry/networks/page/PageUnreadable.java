package dev.belfry.networks.page;

/** What a page says can't be told. The message is a sentence without its full stop. */
public final class PageUnreadable extends Exception {
  private static final long serialVersionUID = 1L;

  PageUnreadable(String message) {
    super(message);
  }

  PageUnreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
