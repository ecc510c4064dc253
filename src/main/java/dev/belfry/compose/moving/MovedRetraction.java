package dev.belfry.compose.moving;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A try at taking a part back.
 *
 * @param by who took it back
 * @param outcome {@code gone}, {@code not_now}, {@code refused} or {@code unknown}
 */
public record MovedRetraction(
    int part,
    String remoteId,
    int number,
    long claim,
    String by,
    Instant opened,
    Instant settled,
    String outcome,
    @Nullable String detail) {
  private static final Set<String> OUTCOMES = Set.of("gone", "not_now", "refused", "unknown");

  public MovedRetraction {
    Absent.refuse("remoteId", remoteId);
    Absent.refuse("by", by);
    Absent.refuse("opened", opened);
    Absent.refuse("settled", settled);
    if (outcome == null || !OUTCOMES.contains(outcome)) {
      throw new IllegalArgumentException("\"outcome\" can't be \"%s\"".formatted(outcome));
    }
    InRange.check("part", part, 1);
    InRange.check("number", number, 1);
  }
}
