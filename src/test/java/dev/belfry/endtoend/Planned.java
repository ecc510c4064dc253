package dev.belfry.endtoend;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One post for one account, as a test planned it.
 *
 * @param dueAt in whole milliseconds, as every planned instant is
 */
public record Planned(List<String> parts, String account, Instant dueAt) {
  public Planned {
    parts = List.copyOf(parts);
  }

  /** A post, or a thread, whose parts can't be taken for those of another. */
  public static Planned numbered(int number, int parts, String account, Instant dueAt) {
    return new Planned(
        IntStream.rangeClosed(1, parts)
            .mapToObj(part -> "Bell %d strikes %d of %d".formatted(number, part, parts))
            .toList(),
        account,
        dueAt);
  }
}
