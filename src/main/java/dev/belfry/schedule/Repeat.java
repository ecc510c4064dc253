package dev.belfry.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which a post repeats.
 *
 * @param cron the Quartz cron expression, as it was written
 * @param times the times that it names
 * @param zone in which they are read
 * @param since the first is later than it
 * @param count how often, at the most; at least 1; null: as long as it is not stopped
 * @param until the last is not later than it; null: as long as it is not stopped
 */
public record Repeat(
    String cron,
    SlotTimes times,
    ZoneId zone,
    Instant since,
    @Nullable Integer count,
    @Nullable Instant until) {

  /** Enough for a rule that is denser on some day of the year, or in some hour, than on others. */
  private static final int LOOKED_AT = 500;

  /** Whether both say the same, but for when they began. */
  public boolean isLike(Repeat other) {
    return equals(new Repeat(cron, other.times, other.zone, since, other.count, other.until))
        && times.equals(other.times);
  }

  /** The shortest time between two of its next ones; empty where there is one only. */
  public Optional<Duration> closest() {
    OccurrencesOf occurrences = OccurrencesOf.first(this);
    @Nullable Instant before = null;
    @Nullable Duration closest = null;
    for (int i = 0; i < LOOKED_AT && occurrences.hasNext(); i++) {
      Instant next = occurrences.next().instant();
      if (before != null) {
        Duration apart = Duration.between(before, next);
        closest = closest == null || apart.compareTo(closest) < 0 ? apart : closest;
      }
      before = next;
    }
    return Optional.ofNullable(closest);
  }

  /** {@code cron 0 0 9 ? * MON in Europe/Paris, 5 times}. */
  public String words() {
    return "%s in %s%s%s"
        .formatted(
            times.words(),
            zone.getId(),
            count == null ? "" : count == 1 ? ", once" : ", %d times".formatted(count),
            until == null ? "" : ", until " + InWords.date(there(until)) + " " + time(until));
  }

  private String time(Instant instant) {
    return InWords.time(there(instant).withSecond(0));
  }

  private LocalDateTime there(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone);
  }
}
