package dev.belfry.compose.moving;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is not in a line: Jackson hands it in as null, whatever a record says. */
final class Absent {
  private Absent() {}

  static <T> List<T> toEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static <K, V> Map<K, V> toEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : Map.copyOf(map);
  }

  static Duration toZero(@Nullable Duration amount) {
    return amount == null ? Duration.ZERO : amount;
  }

  /**
   * Does nothing where it is there.
   *
   * @throws IllegalArgumentException where it is missing
   */
  static void refuse(String name, @Nullable Object value) {
    if (value == null || value.equals("")) {
      throw new IllegalArgumentException("\"%s\" is missing".formatted(name));
    }
  }
}
