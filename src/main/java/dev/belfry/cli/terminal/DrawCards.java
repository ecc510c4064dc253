package dev.belfry.cli.terminal;

import java.util.List;

/**
 * Draws the parts of a thread as cards, one under the other, with a line that ties them together.
 *
 * <p>Terminals disagree about the width of some emoji. On a screen the right border is therefore
 * put in its column by number wherever a line holds more than plain text.
 */
public final class DrawCards {
  private static final int WIDEST = 72;
  private static final int NARROWEST = 30;
  private static final int FRAME = 4; // "│ " and " │"

  private final Console console;
  private final int inner;

  public DrawCards(Console console) {
    this.console = console;
    this.inner = Math.max(NARROWEST, Math.min(WIDEST, console.width())) - FRAME;
  }

  /** Draws the cards of one thread, or of one post, to standard output. */
  public void draw(List<Card> thread) {
    for (int i = 0; i < thread.size(); i++) {
      draw(thread.get(i), i > 0, i < thread.size() - 1);
    }
  }

  private void draw(Card card, boolean follows, boolean goesOn) {
    edge(follows ? "├" : "╭", title(card), card.badge(), "╮");
    Wrap.lines(VisibleText.lines(card.text()), inner).forEach(text -> line(text, Look.PLAIN));
    card.pictures().forEach(picture -> wrapped(describe(picture), Look.ACCENT));
    card.notes().forEach(note -> wrapped(VisibleText.oneLine(note.text()), note.look()));
    card.problems().forEach(problem -> wrapped("✗ " + VisibleText.oneLine(problem), Look.BAD));
    Card.Tally tally = card.tally();
    String count = tally.length() + "/" + tally.limit() + " " + tally.unit();
    foot(count, tally.fits() ? Look.GOOD : Look.BAD, goesOn);
    if (goesOn) {
      console.out().println(console.paint(Look.FAINT, "│"));
    }
  }

  private String title(Card card) {
    int room = inner - DisplayWidth.of(card.badge()) - 4;
    return DisplayWidth.truncate(VisibleText.oneLine(card.title()), room);
  }

  private static String describe(Card.Picture picture) {
    String alt = picture.alt();
    String size = picture.width() + "×" + picture.height();
    return VisibleText.oneLine(
        "🖼 "
            + picture.name()
            + " "
            + size
            + (alt == null || alt.isEmpty() ? " (no alt text)" : " \"" + alt + "\""));
  }

  /** {@code ╭─ title ────── badge ─╮}. */
  private void edge(String left, String title, String badge, String right) {
    int taken = DisplayWidth.of(title) + (badge.isEmpty() ? 0 : DisplayWidth.of(badge) + 2);
    frame(left + "─ ");
    console.out().print(console.paint(Look.STRONG, title));
    frame(" " + "─".repeat(Math.max(1, inner - taken - 2)));
    if (!badge.isEmpty()) {
      frame(" " + badge + " ");
    }
    border(DisplayWidth.isNarrow(title), "─" + right);
  }

  /** {@code ╰────── 142/280 characters ─╯}. */
  private void foot(String count, Look look, boolean goesOn) {
    frame((goesOn ? "├" : "╰") + "─".repeat(Math.max(1, inner - DisplayWidth.of(count) - 1)) + " ");
    console.out().print(console.paint(look, count));
    frame(" ─╯");
    console.out().println();
  }

  private void wrapped(String text, Look look) {
    Wrap.lines(text, inner).forEach(line -> line(line, look));
  }

  private void line(String text, Look look) {
    frame("│ ");
    console.out().print(console.paint(look, text));
    console.out().print(" ".repeat(Math.max(0, inner - DisplayWidth.of(text))));
    border(DisplayWidth.isNarrow(text), " │");
  }

  private void border(boolean certain, String end) {
    if (!certain && console.outMovesCursor()) {
      console.out().print("\u001b[" + (inner + FRAME - 1) + "G");
    }
    frame(end);
    console.out().println();
  }

  private void frame(String piece) {
    console.out().print(console.paint(Look.FAINT, piece));
  }
}
