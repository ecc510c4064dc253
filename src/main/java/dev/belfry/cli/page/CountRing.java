package dev.belfry.cli.page;

import java.util.Locale;

/** How much of the limit a text takes: a ring that fills, and the numbers beside it. */
final class CountRing {
  /** From this share on the ring warns, as the networks' own do. */
  private static final double NEARLY = 0.9;

  private CountRing() {}

  static String html(PreviewPage.Tally tally) {
    double share = tally.limit() > 0 ? Math.min(1, (double) tally.length() / tally.limit()) : 1;
    String over =
        tally.over() == 0
            ? ""
            : String.format(Locale.ROOT, " <strong>%,d over</strong>", tally.over());
    return String.format(
        Locale.ROOT,
        """
        <p class="count %s"><svg viewBox="0 0 24 24" aria-hidden="true">\
        <circle cx="12" cy="12" r="9.5"/>\
        <circle class="taken" cx="12" cy="12" r="9.5" pathLength="100" stroke-dasharray="%.1f 100"/>\
        </svg><span><b>%,d</b> of %,d %s%s</span></p>
        """,
        state(tally, share),
        share * 100,
        tally.length(),
        tally.limit(),
        Escape.text(tally.unit()),
        over);
  }

  private static String state(PreviewPage.Tally tally, double share) {
    if (tally.over() > 0) {
      return "over";
    }
    return share >= NEARLY ? "nearly" : "fits";
  }
}
