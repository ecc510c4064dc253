package dev.belfry.compose.moving;

import java.util.List;

/** What the database has room for: it would refuse more in words of its own. */
final class InRange {
  private InRange() {}

  /**
   * Does nothing where it is from {@code least} up to the largest number that is kept.
   *
   * @throws IllegalArgumentException where it is not
   */
  static void check(String name, int value, int least) {
    if (value < least || value > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "\"%s\" is %d to %d".formatted(name, least, Short.MAX_VALUE));
    }
  }

  /**
   * Does nothing where there are no requests, or none is empty and something has made them.
   *
   * @throws IllegalArgumentException where it is otherwise
   */
  static void checkRequests(List<String> requests, int rules) {
    if (requests.contains("")) {
      throw new IllegalArgumentException("one of the \"requests\" is empty");
    }
    if (!requests.isEmpty()) {
      check("rules", rules, 1);
    }
  }
}
