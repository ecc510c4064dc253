package dev.belfry.schedule;

import dev.belfry.account.LatePolicy;
import dev.belfry.post.AccountName;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named rule of times that posts are queued into. Two that say the same are equal, whatever their
 * files look like.
 *
 * @param accounts whose posts may be queued into it; at least one, each once
 * @param zone in which its times, days and dates are read
 * @param jitter how far from its time a slot goes out at the most, earlier or later; in whole
 *     minutes
 * @param quiet hours in which no slot goes out; null: none
 * @param late what becomes of a post that is found due too late; null: what its account says
 */
public record Schedule(
    String name,
    List<AccountName> accounts,
    ZoneId zone,
    SlotTimes times,
    Duration jitter,
    Limits limits,
    @Nullable QuietHours quiet,
    List<Blackout> blackouts,
    @Nullable LatePolicy late) {

  public Schedule {
    accounts = List.copyOf(accounts);
    blackouts = List.copyOf(blackouts);
  }

  /** Why nothing may go out at this wall time; null where it may. */
  @Nullable String refusal(LocalDateTime wall) {
    for (Blackout blackout : blackouts) {
      if (blackout.contains(wall.toLocalDate())) {
        return "blackout: " + blackout.reason();
      }
    }
    return quiet != null && quiet.contains(wall.toLocalTime())
        ? "quiet hours, " + quiet.words()
        : null;
  }
}
