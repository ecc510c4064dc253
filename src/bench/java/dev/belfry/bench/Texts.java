package dev.belfry.bench;

/** Texts of 200 characters, no two alike. */
final class Texts {
  private static final int LENGTH = 200;
  private static final String FILLING = "the bells ring out over the roofs of the old town, and ";

  /** The same in SQL, of the number {@code n}. */
  static final String IN_SQL =
      "left('Post ' || n || ': ' || repeat('" + FILLING + "', 5), " + LENGTH + ")";

  private Texts() {}

  static String text(long number) {
    return ("Post " + number + ": " + FILLING.repeat(5)).substring(0, LENGTH);
  }
}
