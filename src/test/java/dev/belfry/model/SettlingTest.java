package dev.belfry.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.OpenAttempt.Doubt;
import dev.belfry.publish.Outcome.NotSent;
import dev.belfry.publish.Outcome.Posted;
import dev.belfry.publish.Outcome.Refused;
import dev.belfry.publish.Outcome.Unconfirmed;
import dev.belfry.publish.Request;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the model to the program: both make the same of an outcome. */
final class SettlingTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final AccountName ACCOUNT = AccountName.parse("bluesky:me.example");
  private static final Rules RULES = new Rules(Setting.KEY, Flaw.NONE);
  private static final int TOKEN = 5;
  private static final int LIVE = 7;

  private static final Posted POSTED = new Posted("7", null, "https://x.org/7");
  private static final NotSent NOT_SENT = new NotSent("no route");
  private static final Refused REFUSED = new Refused("no", /* retryable= */ false);
  private static final Unconfirmed UNCONFIRMED = new Unconfirmed("timeout");

  private final SettleOutcome program =
      new SettleOutcome(
          new Backoff(Duration.ofSeconds(30), Duration.ofHours(1), 0, /* most= */ 3),
          Backoff.LOOKS,
          new Random(1));

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void an_answer_means_the_same_to_both(int part) {
    assertThat(model(part, Outcome.POSTED, false)).isEqualTo(answered(part, POSTED));
    assertThat(model(part, Outcome.NOT_SENT, false)).isEqualTo(answered(part, NOT_SENT));
    assertThat(model(part, Outcome.REFUSED, false)).isEqualTo(answered(part, REFUSED));
    assertThat(model(part, Outcome.UNCONFIRMED, false)).isEqualTo(answered(part, UNCONFIRMED));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_look_means_the_same_to_both(int part) {
    assertThat(model(part, Outcome.POSTED, true)).isEqualTo(looked(part, new Look.Found(POSTED)));
    assertThat(model(part, Outcome.NOT_SENT, true))
        .isEqualTo(looked(part, new Look.ProvedAbsent()));
    assertThat(model(part, Outcome.UNCONFIRMED, true))
        .isEqualTo(looked(part, new Look.Unknown("no answer")));
  }

  @Test
  void what_is_over_stays_over_whoever_comes_late() {
    for (DeliveryState over : List.of(DeliveryState.PUBLISHED, DeliveryState.FAILED)) {
      for (Outcome late : List.of(Outcome.NOT_SENT, Outcome.REFUSED)) {
        assertThat(settled(atPart(2).moved(over), late, false)).isEqualTo(over);
      }
    }
  }

  @Test
  void what_has_failed_and_is_live_after_all_is_published() {
    assertThat(settled(atPart(2).moved(DeliveryState.FAILED), Outcome.POSTED, false))
        .isEqualTo(DeliveryState.PUBLISHED);
  }

  private static DeliveryState model(int part, Outcome outcome, boolean looked) {
    return settled(atPart(part), outcome, looked);
  }

  private static DeliveryState settled(Database database, Outcome outcome, boolean looked) {
    int number = database.attempts().size();
    Node node =
        Node.ready(TOKEN).opened(number, database.attempt(number).part()).answered(outcome, LIVE);
    return (looked
            ? Settling.seen(RULES, database, number, outcome, LIVE)
            : Settling.own(RULES, database, node))
        .delivery();
  }

  /** Claimed, everything before the part posted, the part's attempt open. */
  private static Database atPart(int part) {
    Database database = Database.QUEUED.claimed(TOKEN);
    for (int before = 1; before < part; before++) {
      database =
          database.opened(
              Attempt.open(before, TOKEN, before - 1).live(Status.POSTED, /* liveId= */ before));
    }
    return database.opened(Attempt.open(part, TOKEN, part - 1));
  }

  private DeliveryState answered(int part, dev.belfry.publish.Outcome outcome) {
    Claim claim =
        new Claim(
            1,
            new PostId(1),
            ACCOUNT,
            TOKEN,
            /* failures= */ 0,
            /* tries= */ 0,
            /* correlation= */ null,
            IntStream.rangeClosed(1, Database.PARTS).mapToObj(i -> "body " + i).toList(),
            IntStream.range(1, part).mapToObj(i -> new SentPart("id " + i, null)).toList());
    Request request = new Request("body", null);
    return program
        .settle(new dev.belfry.publish.Attempt(claim, part, request), outcome, NOON)
        .next()
        .state();
  }

  private DeliveryState looked(int part, Look look) {
    OpenAttempt open =
        new OpenAttempt(
            1,
            part,
            /* through= */ part,
            /* number= */ 1,
            /* isLast= */ part == Database.PARTS,
            /* failures= */ 0,
            TOKEN,
            ACCOUNT,
            "body",
            null,
            NOON,
            Doubt.NEW,
            /* absent= */ null);
    return program.settle(open, look, NOON).next().state();
  }
}
