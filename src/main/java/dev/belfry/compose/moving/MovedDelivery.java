package dev.belfry.compose.moving;

import dev.belfry.post.DeliveryState;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a post stands with one account.
 *
 * @param delivery its number
 * @param state a {@link DeliveryState}'s word; never {@code claimed}: what was just being sent may
 *     be live, or is not
 * @param ended when it was over; null where it is not
 * @param time when it was planned for; null for a draft
 * @param waiting what holds while it waits; null where it does not
 * @param rules the version of the rules that made the requests
 * @param requests each part's, in order; none for a draft
 * @param prepared what its network told while it was made ready
 */
public record MovedDelivery(
    long delivery,
    String account,
    String state,
    @Nullable Instant ended,
    @Nullable Time time,
    @Nullable Waiting waiting,
    int rules,
    List<String> requests,
    List<MovedAttempt> attempts,
    List<MovedRetraction> retractions,
    List<Prepared> prepared) {

  /**
   * A time as a person said it.
   *
   * @param at what a clock shows in the zone
   * @param exact whether the instant itself was meant
   * @param slot null where the time is the post's own
   */
  public record Time(
      LocalDateTime at, String zone, Instant instant, boolean exact, @Nullable Slot slot) {
    public Time {
      Absent.refuse("at", at);
      Absent.refuse("zone", zone);
      Absent.refuse("instant", instant);
      ZoneId unused = ZoneId.of(zone);
    }
  }

  /**
   * The slot that it is in.
   *
   * @param any whether any slot of its account's would do
   */
  public record Slot(String schedule, LocalDateTime nominal, boolean any) {
    public Slot {
      Absent.refuse("schedule", schedule);
      Absent.refuse("nominal", nominal);
    }
  }

  /**
   * What holds while it waits.
   *
   * @param due when it is tried next
   * @param failures how many tries failed that may be repeated
   * @param reason why it is held, put off or in doubt; null where it is not
   * @param look when the network is asked next; null: not by itself
   * @param absences how many looks did not see it
   * @param cap {@code held} or {@code waived} by what its account may cost; null: neither
   * @param thenHeld why it is held once it is not in doubt any more; null: it goes on then
   */
  public record Waiting(
      Instant due,
      int failures,
      @Nullable String reason,
      @Nullable Instant look,
      int looks,
      int absences,
      @Nullable String cap,
      @Nullable String thenHeld) {
    public Waiting {
      Absent.refuse("due", due);
      InRange.check("failures", failures, 0);
      InRange.check("looks", looks, 0);
      InRange.check("absences", absences, 0);
    }
  }

  /** What the network told, by name. */
  public record Prepared(String name, String value, Instant at) {
    public Prepared {
      Absent.refuse("name", name);
      Absent.refuse("at", at);
      value = value == null ? "" : value;
    }
  }

  public MovedDelivery {
    Absent.refuse("account", account);
    requests = Absent.toEmpty(requests);
    InRange.checkRequests(requests, rules);
    attempts = Absent.toEmpty(attempts);
    retractions = Absent.toEmpty(retractions);
    prepared = Absent.toEmpty(prepared);
    CheckDelivery.check(state, time, waiting, ended);
  }

  /** Whether anything of it is live, or was, or may be. */
  public boolean hasBegun() {
    return attempts.stream().anyMatch(MovedAttempt::mayHaveArrived);
  }

  long length() {
    return requests.stream().mapToLong(String::length).sum()
        + attempts.stream().mapToLong(attempt -> attempt.body().length()).sum();
  }

  /** The same, while it waits otherwise. */
  public MovedDelivery with(Waiting otherwise) {
    return new MovedDelivery(
        delivery,
        account,
        state,
        ended,
        time,
        otherwise,
        rules,
        requests,
        attempts,
        retractions,
        prepared);
  }

  /** The same with other requests. */
  public MovedDelivery with(List<String> otherRequests, int otherRules) {
    return new MovedDelivery(
        delivery,
        account,
        state,
        ended,
        time,
        waiting,
        otherRules,
        otherRequests,
        attempts,
        retractions,
        prepared);
  }
}
