package dev.belfry.cli.terminal;

/** A piece of text and how it looks. */
public record Styled(String text, Look look) {
  public static Styled plain(Object value) {
    return new Styled(value.toString(), Look.PLAIN);
  }
}
