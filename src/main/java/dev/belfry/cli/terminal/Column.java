package dev.belfry.cli.terminal;

/**
 * A column of a table.
 *
 * @param rightAligned for numbers, whose digits then stand under each other
 */
public record Column(String title, boolean rightAligned) {
  public static Column text(String title) {
    return new Column(title, false);
  }

  public static Column number(String title) {
    return new Column(title, true);
  }
}
