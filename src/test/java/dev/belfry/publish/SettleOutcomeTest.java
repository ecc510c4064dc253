package dev.belfry.publish;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.EventType;
import dev.belfry.post.PostId;
import dev.belfry.publish.Next.Looking;
import dev.belfry.publish.OpenAttempt.Doubt;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SettleOutcomeTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final AccountName ACCOUNT = AccountName.parse("bluesky:me.example");
  private static final Outcome.Posted POSTED = new Outcome.Posted("7", "cid", "https://x.org/7");

  private static final Duration SECONDS_2 = Duration.ofSeconds(2);

  private final SettleOutcome settle =
      new SettleOutcome(
          new Backoff(Duration.ofSeconds(30), Duration.ofHours(1), 0, /* most= */ 3),
          new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(10), 0, /* most= */ 4),
          new Random(1));

  @Test
  void the_last_part_that_is_live_ends_the_delivery_and_an_earlier_one_goes_on() {
    Settlement last = settle.settle(attempt(2, 2, 1), POSTED, NOON);
    Settlement earlier = settle.settle(attempt(1, 2, 1), POSTED, NOON);

    assertThat(last.event()).isEqualTo(EventType.PUBLISHED);
    assertThat(last.next()).isEqualTo(Next.ends(DeliveryState.PUBLISHED));
    assertThat(last.sentParts()).containsExactly(new SentPart("7", "cid"));
    assertThat(earlier.next()).isEqualTo(Next.continues(/* failures= */ 1));
    assertThat(earlier.token()).isEqualTo(5);
  }

  @Test
  void a_deferral_waits_for_the_network_and_does_not_count() {
    Outcome later = new Outcome.Deferred(NOON.plusSeconds(900), "too many requests");

    Settlement settlement = settle.settle(attempt(1, 1, 2), later, NOON);

    assertThat(settlement.event()).isEqualTo(EventType.DEFERRED);
    assertThat(settlement.next())
        .isEqualTo(
            Next.deferred(NOON.plusSeconds(900), NOON.plusSeconds(900), 2, "too many requests"));
    assertThat(settlement.sentParts()).isEmpty();
  }

  @Test
  void deferrals_of_one_part_come_further_apart_whatever_the_network_names_and_never_fail_it() {
    Instant named = NOON.plusSeconds(1);
    long plain = 1;
    for (int tries = 0; tries < Short.MAX_VALUE; tries++) {
      Settlement settlement =
          settle.settle(attempt(1, 1, 2, tries), new Outcome.Deferred(named, "429"), NOON);

      Next next = settlement.next();
      assertThat(next.state()).isEqualTo(DeliveryState.SCHEDULED);
      assertThat(next.failures()).isEqualTo(2);
      assertThat(next.pause()).as("the account's").isEqualTo(named);
      assertThat(Duration.between(NOON, next.dueAt()))
          .isBetween(
              Duration.ofMillis(Math.max(1000, 800 * plain)), Duration.ofMillis(1200 * plain));
      plain = Math.min(2 * plain, 1800);
    }
  }

  @Test
  void what_a_node_holds_back_again_and_again_makes_its_account_wait_longer_and_keeps_its_place() {
    Next first = settle.withheld(attempt(1, 1, 2, /* tries= */ 0), NOON).next();
    Next fifth = settle.withheld(attempt(1, 1, 2, /* tries= */ 4), NOON).next();
    Next last = settle.withheld(attempt(1, 1, 2, /* tries= */ 1000), NOON).next();

    assertThat(first.pause()).isBetween(NOON.plusMillis(800), NOON.plusMillis(1200));
    assertThat(fifth.pause()).isBetween(NOON.plusSeconds(12), NOON.plusSeconds(20));
    assertThat(last.pause()).isBetween(NOON.plusSeconds(240), NOON.plusSeconds(360));
    assertThat(last).isEqualTo(Next.goesBackAfter(requireNonNull(last.pause()), 2));
  }

  @Test
  void a_definite_failure_backs_off_until_there_were_too_many() {
    for (Outcome outcome :
        List.of(new Outcome.NotSent("no route"), new Outcome.Refused("busy", true))) {
      assertThat(settle.settle(attempt(1, 1, 0), outcome, NOON).next())
          .isEqualTo(Next.waits(NOON.plusSeconds(30), 1, outcome.words()));
      assertThat(settle.settle(attempt(1, 1, 1), outcome, NOON).next())
          .isEqualTo(Next.waits(NOON.plusSeconds(60), 2, outcome.words()));

      Settlement last = settle.settle(attempt(1, 1, 2), outcome, NOON);
      assertThat(last.event()).isEqualTo(EventType.FAILED);
      assertThat(last.next()).isEqualTo(Next.ends(DeliveryState.FAILED));
    }
  }

  @Test
  void a_refusal_for_good_fails_at_once() {
    Settlement settlement =
        settle.settle(attempt(1, 2, 0), new Outcome.Refused("not allowed", false), NOON);

    assertThat(settlement.event()).isEqualTo(EventType.FAILED);
    assertThat(settlement.next()).isEqualTo(Next.ends(DeliveryState.FAILED));
  }

  @Test
  void what_nobody_can_tell_is_never_queued_again_but_looked_into_later() {
    Settlement sent = settle.settle(attempt(1, 1, 1), new Outcome.Unconfirmed("timeout"), NOON);
    Settlement looked = settle.settle(open(true), new Look.Unknown("no answer"), NOON);

    assertThat(sent.event()).isEqualTo(EventType.UNCONFIRMED);
    assertThat(sent.next())
        .isEqualTo(Next.inDoubt(1, "timeout", new Looking(NOON.plusSeconds(2), 0, 0)));
    assertThat(looked.event()).isEqualTo(EventType.UNCONFIRMED);
    assertThat(looked.next())
        .isEqualTo(Next.inDoubt(2, "no answer", new Looking(NOON.plusSeconds(2), 1, 0)));
    assertThat(looked.token()).isEqualTo(4);
  }

  @Test
  void looks_come_further_and_further_apart_until_a_person_must_decide() {
    Look unknown = new Look.Unknown("no answer");

    Settlement third = settle.settle(inDoubt(2, 0, false), unknown, NOON);
    Settlement last = settle.settle(inDoubt(3, 0, false), unknown, NOON);

    assertThat(third.event()).as("told before").isNull();
    assertThat(third.next().looking()).isEqualTo(new Looking(NOON.plusSeconds(8), 3, 0));
    assertThat(last.event()).isEqualTo(EventType.UNCONFIRMED);
    assertThat(last.next().looking()).isEqualTo(new Looking(null, 4, 0));
    assertThat(last.next().reason()).contains("belfry resolve");
  }

  @Test
  void a_network_that_is_not_reached_is_asked_for_as_long_as_it_takes() {
    Instant now = NOON;
    Looking looking = new Looking(null, 0, /* absences= */ 1);
    for (int i = 0; i < 1000; i++) {
      OpenAttempt attempt = inDoubt(looking.looks(), looking.absences(), false);
      Next next = settle.settle(attempt, new Look.Unanswered("no route"), now).next();

      assertThat(next.state()).isEqualTo(DeliveryState.UNCONFIRMED);
      assertThat(next.reason()).isEqualTo("no route");
      looking = next.looking();
      assertThat(looking.absences()).isEqualTo(1);
      assertThat(Duration.between(now, looking.at()))
          .isBetween(SECONDS_2, SECONDS_2.multipliedBy(2));
      now = requireNonNull(looking.at());
    }

    Look unknown = new Look.Unknown("garbage");
    Looking then = settle.settle(inDoubt(looking.looks(), 0, false), unknown, now).next().looking();

    assertThat(then.at()).as("an answer that tells nothing is not the last one").isNotNull();
  }

  @Test
  void what_is_there_and_not_as_it_was_meant_is_looked_at_again_and_left_to_a_person() {
    Look.Unclear unclear = new Look.Unclear("it is live, as it was before");

    assertThat(settle.settle(inDoubt(1, 1, true), unclear, NOON).next())
        .isEqualTo(
            Next.inDoubt(
                2, unclear.words(), new Looking(NOON.plusSeconds(4), 2, /* absences= */ 1)));
  }

  @Test
  void a_network_that_says_when_to_look_is_looked_at_then() {
    Instant later = NOON.plusSeconds(30);
    assertThat(settle.settle(open(true), new Look.Later(later, "too early"), NOON).next().looking())
        .isEqualTo(new Looking(later, 1, 0));
  }

  @Test
  void what_is_absent_twice_where_no_key_guards_is_left_to_a_person() {
    Look absent = new Look.Absent("not among the newest posts");

    Settlement first = settle.settle(inDoubt(0, 0, false), absent, NOON);
    Settlement second = settle.settle(inDoubt(1, 1, false), absent, NOON);

    assertThat(first.next().looking()).isEqualTo(new Looking(NOON.plusSeconds(2), 1, 1));
    assertThat(second.next().state()).isEqualTo(DeliveryState.UNCONFIRMED);
    assertThat(second.next().looking().at()).isNull();
  }

  @Test
  void what_is_absent_twice_is_sent_again_where_the_account_says_rather_twice_than_late() {
    Look absent = new Look.Absent("not among the newest posts");

    Settlement first = settle.settle(inDoubt(0, 0, true), absent, NOON);
    Settlement second = settle.settle(inDoubt(1, 1, true), absent, NOON);

    assertThat(first.next().state()).isEqualTo(DeliveryState.UNCONFIRMED);
    assertThat(second.next()).isEqualTo(Next.goesBack(2, null));
    assertThat(second.event()).isEqualTo(EventType.RESOLVED);
  }

  @Test
  void what_was_never_sent_is_the_nodes_own_word_and_leaves_no_request_on_its_way() {
    Settlement settlement = settle.neverSent(open(true));

    assertThat(settlement.outcome()).isInstanceOf(Outcome.NotSent.class);
    assertThat(settlement.event()).isEqualTo(EventType.RESOLVED);
    assertThat(settlement.next()).isEqualTo(Next.goesBack(2, null));
  }

  @Test
  void an_account_that_is_refused_keeps_its_delivery_in_the_queue() {
    Settlement settlement =
        settle.settle(attempt(1, 1, 1), new Outcome.AccountRefused("401: log in again"), NOON);

    assertThat(settlement.event()).isEqualTo(EventType.DEFERRED);
    assertThat(settlement.next()).isEqualTo(Next.goesBack(1, "401: log in again"));
  }

  @Test
  void what_is_found_is_published_and_the_rest_of_its_thread_goes_on() {
    Settlement whole = settle.settle(open(true), new Look.Found(POSTED), NOON);
    Settlement partly = settle.settle(open(false), new Look.Found(POSTED), NOON);

    assertThat(whole.next()).isEqualTo(Next.ends(DeliveryState.PUBLISHED));
    assertThat(partly.next()).isEqualTo(Next.goesBack(2, null));
    assertThat(partly.event()).isEqualTo(EventType.PUBLISHED);
    assertThat(partly.outcome()).isEqualTo(POSTED);
  }

  @Test
  void what_is_proved_absent_goes_back_where_it_stood() {
    Settlement settlement = settle.settle(open(true), new Look.ProvedAbsent(), NOON);

    assertThat(settlement.event()).isEqualTo(EventType.RESOLVED);
    assertThat(settlement.next()).isEqualTo(Next.goesBack(2, null));
    assertThat(settlement.outcome()).isInstanceOf(Outcome.Absent.class);
  }

  @Test
  void what_is_proved_absent_again_and_again_is_sent_again_further_and_further_apart() {
    long plain = 1;
    for (int number = 2; number < Short.MAX_VALUE; number++) {
      OpenAttempt attempt = open(true, number, new Doubt(/* isTold= */ true, 0, 0, false));

      Next next = settle.settle(attempt, new Look.ProvedAbsent(), NOON).next();

      assertThat(next.state()).isEqualTo(DeliveryState.SCHEDULED);
      assertThat(next.failures()).as("it is no failure").isEqualTo(2);
      assertThat(next.pause()).as("the account's").isNull();
      assertThat(next.reason()).isEqualTo("it is proved not to be live");
      assertThat(Duration.between(NOON, next.dueAt()))
          .isBetween(Duration.ofMillis(800 * plain), Duration.ofMillis(1200 * plain));
      plain = Math.min(2 * plain, 1800);
    }
  }

  /** Otherwise what comes after it on the account would go before it. */
  @Test
  void what_nodes_left_open_goes_back_at_once_unless_very_many_of_them_died_with_it() {
    for (int number = 1; number <= 11; number++) {
      assertThat(afterDeath(number)).as("after %d", number).isEqualTo(Next.goesBack(2, null));
    }
    assertThat(Duration.between(NOON, afterDeath(12).dueAt()))
        .isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
    assertThat(Duration.between(NOON, afterDeath(100).dueAt()))
        .isBetween(Duration.ofMinutes(24), Duration.ofMinutes(36));
  }

  private Next afterDeath(int number) {
    return settle.settle(open(true, number, Doubt.NEW), new Look.ProvedAbsent(), NOON).next();
  }

  /** Every state that a settlement leads to is one that may follow a claim, or is still one. */
  @Test
  void no_settlement_leaves_the_table_of_transitions() {
    List<Outcome> outcomes =
        List.of(
            POSTED,
            new Outcome.Deferred(NOON, "later"),
            new Outcome.NotSent("no route"),
            new Outcome.Refused("no", true),
            new Outcome.Refused("no", false),
            new Outcome.AccountRefused("401"),
            new Outcome.Unconfirmed("timeout"));
    for (Outcome outcome : outcomes) {
      for (int failures : new int[] {0, 2}) {
        DeliveryState next = settle.settle(attempt(1, 2, failures), outcome, NOON).next().state();
        assertThat(next == DeliveryState.CLAIMED || DeliveryState.CLAIMED.next().contains(next))
            .as("%s", outcome)
            .isTrue();
      }
    }
  }

  private static Attempt attempt(int position, int parts, int failures) {
    return attempt(position, parts, failures, /* tries= */ 0);
  }

  private static Attempt attempt(int position, int parts, int failures, int tries) {
    Claim claim =
        new Claim(
            1,
            new PostId(1),
            ACCOUNT,
            /* token= */ 5,
            failures,
            tries,
            /* correlation= */ null,
            IntStream.rangeClosed(1, parts).mapToObj(i -> "body " + i).toList(),
            IntStream.range(1, position).mapToObj(i -> new SentPart("id " + i, null)).toList());
    return new Attempt(claim, position, new Request("body", null));
  }

  private static OpenAttempt inDoubt(int looks, int absences, boolean resend) {
    return open(true, new Doubt(/* isTold= */ true, looks, absences, resend));
  }

  private static OpenAttempt open(boolean isLast) {
    return open(isLast, Doubt.NEW);
  }

  private static OpenAttempt open(boolean isLast, Doubt doubt) {
    return open(isLast, /* number= */ 1, doubt);
  }

  private static OpenAttempt open(boolean isLast, int number, Doubt doubt) {
    return new OpenAttempt(
        1,
        1,
        /* through= */ 1,
        number,
        isLast,
        /* failures= */ 2,
        /* token= */ 4,
        ACCOUNT,
        "b",
        null,
        NOON,
        doubt,
        /* absent= */ null);
  }
}
