package dev.belfry.audit;

/**
 * Something in the history can't be read, since Belfry never wrote it like that. The message is one
 * sentence that names it and says what to do.
 */
public final class HistoryUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private HistoryUnreadable(String what) {
    super(
        what
            + " can't be read, for somebody has changed it behind Belfry's back; belfry history"
            + " verify names the first change");
  }

  static HistoryUnreadable row(long seq) {
    return new HistoryUnreadable("row " + seq + " of the history");
  }

  static HistoryUnreadable table(String name) {
    return new HistoryUnreadable("the table " + name);
  }

  static HistoryUnreadable seal(long number) {
    return new HistoryUnreadable("seal " + number + " of the history");
  }
}
