package dev.belfry.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Shows on standard error how far long work has come. It appears only where that is a terminal and
 * only once the work has taken a second; it is redrawn at most ten times a second and leaves no
 * trace when closed. Not thread-safe.
 */
public final class ProgressBar implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int BAR = 24;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean wanted;
  private final InstantSource clock;
  private final String work;
  private final long total;
  private Instant nextDrawing;
  private boolean drawn;

  /**
   * @param work what is being done, in a word or two: {@code importing}
   * @param total how many steps there are
   */
  public ProgressBar(Console console, InstantSource clock, String work, long total) {
    this.err = console.err();
    this.wanted = console.errMovesCursor() && total > 0;
    this.clock = clock;
    this.work = work;
    this.total = total;
    this.nextDrawing = clock.instant().plus(PATIENCE);
  }

  /** Tells that so many steps are done. */
  public void reached(long done) {
    if (!wanted) {
      return;
    }
    Instant now = clock.instant();
    if (!now.isBefore(nextDrawing)) {
      nextDrawing = now.plus(PAUSE);
      draw(Math.min(done, total));
    }
  }

  private void draw(long done) {
    int full = (int) (BAR * done / total);
    drawn = true;
    err.print(
        CLEAR
            + String.format(
                Locale.ROOT,
                "%s %s%s %d%% (%,d of %,d)",
                work,
                "█".repeat(full),
                "░".repeat(BAR - full),
                100 * done / total,
                done,
                total));
    err.flush();
  }

  /** Wipes the bar away. */
  @Override
  public void close() {
    if (drawn) {
      err.print(CLEAR);
      err.flush();
      drawn = false;
    }
  }
}
