package dev.belfry.cli;

import dev.belfry.audit.RehearsedEvent.Repeating;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.PostId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal tells; {@code --json} writes the same.
 *
 * @param number under which it is kept
 * @param notSent what was held or left out when it came due
 * @param stays what is due by the end and still waits then
 */
record RehearsalReport(
    long number,
    Instant since,
    Instant until,
    List<Release> releases,
    List<NotSent> notSent,
    List<Stays> stays,
    List<Collision> collisions,
    List<SlotLine> slots,
    List<RateLine> rates,
    List<CostLine> costs) {

  /** The same, under the number by which it is kept. */
  RehearsalReport numbered(long kept) {
    return new RehearsalReport(
        kept, since, until, releases, notSent, stays, collisions, slots, rates, costs);
  }

  /**
   * A post for an account.
   *
   * @param number null: a time of a post that repeats, for which no post is made yet
   * @param repeating what it is one time of; null where it is a post by itself
   */
  record Delivery(@Nullable PostId number, @Nullable Repeating repeating, AccountName account) {
    /** The post's number as programs get it. */
    @Nullable Long post() {
      return number == null ? null : number.number();
    }

    /** The number of the post that it is one time of. */
    @Nullable Long repeats() {
      return repeating == null ? null : repeating.post().number();
    }

    /** Which time of it. */
    @Nullable LocalDateTime nominal() {
      return repeating == null ? null : repeating.nominal();
    }
  }

  /** What goes out, all of its parts at one moment. */
  record Release(
      Delivery delivery, Instant at, Instant plannedAt, ZoneId zone, int of, List<SentPart> parts) {
    Release {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A part that goes out.
   *
   * @param body its request; empty where an earlier part's request carries it
   */
  record SentPart(int position, String text, String body) {}

  /**
   * What does not go out.
   *
   * @param what {@code held} or {@code skipped}
   */
  record NotSent(
      Delivery delivery, Instant at, Instant plannedAt, ZoneId zone, String what, String why) {}

  /** What waits on. */
  record Stays(Delivery delivery, Instant dueAt, ZoneId zone, String why) {}

  /**
   * Posts of an account that are planned for one moment.
   *
   * @param lastAt when the last of them goes out
   */
  record Collision(AccountName account, Instant at, Instant lastAt, ZoneId zone, int posts) {}

  /**
   * An account's slots of a schedule.
   *
   * @param taken how many of them have a post
   */
  record SlotLine(
      String schedule,
      AccountName account,
      int slots,
      int taken,
      int free,
      List<PassedOver> passedOver) {
    SlotLine {
      passedOver = List.copyOf(passedOver);
    }
  }

  /** A slot that nothing can be queued into. */
  record PassedOver(Instant at, LocalDateTime nominal, String why) {}

  /**
   * A network's limit that would bite.
   *
   * @param account null: of all accounts there together
   * @param from the beginning of the busiest while
   * @param parts how many go out in it
   * @param most how many the network takes in it
   */
  record RateLine(
      Network network,
      @Nullable AccountName account,
      boolean dryRun,
      Instant from,
      long seconds,
      int parts,
      int most,
      String source) {}

  /** An account's month on X, in US dollars. */
  record CostLine(
      AccountName account,
      String month,
      ZoneId zone,
      boolean dryRun,
      BigDecimal spent,
      BigDecimal total,
      @Nullable BigDecimal cap) {}
}
