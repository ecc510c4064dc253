package dev.belfry.cli.terminal;

/** How a piece of text looks where colour is allowed. */
public enum Look {
  PLAIN(""),
  STRONG("1"),
  FAINT("2"),
  GOOD("32"),
  WARNING("33"),
  BAD("31"),
  ACCENT("36");

  private final String sgr;

  Look(String sgr) {
    this.sgr = sgr;
  }

  /** The text between this look's escape sequences; as it is for {@link #PLAIN}. */
  String paint(String text) {
    return sgr.isEmpty() || text.isEmpty() ? text : "\u001b[" + sgr + "m" + text + "\u001b[m";
  }
}
