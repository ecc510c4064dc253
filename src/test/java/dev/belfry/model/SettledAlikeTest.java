package dev.belfry.model;

import static dev.belfry.model.StoredDatabases.told;
import static dev.belfry.model.StoredDatabases.tryOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.audit.SettleAttempts;
import dev.belfry.audit.SettlePosted;
import dev.belfry.audit.SettlePosted.Success;
import dev.belfry.model.Node.Stage;
import dev.belfry.model.StoredDatabases.Stored;
import dev.belfry.post.DeliveryState;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.OpenAttempt.Doubt;
import dev.belfry.publish.Outcome.NotSent;
import dev.belfry.publish.Outcome.Posted;
import dev.belfry.publish.Outcome.Refused;
import dev.belfry.publish.Outcome.Unconfirmed;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.publish.Settlement;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever is settled anywhere in the model is settled on a real Postgres by the program, and comes
 * to the same: {@link Settling} is no more than what the statements do.
 */
@ExtendWith(PostgresExtension.class)
final class SettledAlikeTest {
  private static final Instant NOON = StoredDatabases.DUE;
  private static final List<Case> CASES = new ArrayList<>();

  /** Some thousands of statements are what takes long. */
  private static final int AT_ONCE = 50;

  private final SettleOutcome program =
      new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(1));
  private final QueueFixture queue;

  SettledAlikeTest(DataSource source) {
    this.queue = new QueueFixture(source);
  }

  /** What is in hand about an attempt, and what the database holds when that is recorded. */
  private record Case(Database before, int number, Outcome outcome, int id, boolean looked) {
    static Case answered(State state, Node node) {
      return new Case(
          alone(state.database()), node.attempt(), node.outcome(), node.id(), /* looked= */ false);
    }

    static Case seen(State state, int number, Outcome outcome, int id) {
      return new Case(alone(state.database()), number, outcome, id, /* looked= */ true);
    }

    /** Who has the lease means nothing to what is settled. */
    private static Database alone(Database database) {
      return new Database(0, false, database.delivery(), database.claim(), database.attempts());
    }

    Attempt attempt() {
      return before.attempt(number);
    }

    Database expected() {
      Rules rules = new Rules(Setting.KEY, Flaw.NONE);
      return looked
          ? Settling.seen(rules, before, number, outcome, id)
          : Settling.own(
              rules, before, Node.ready(0).opened(number, attempt().part()).answered(outcome, id));
    }

    /** When the next look is due: what was seen before that was seen before the doubt rose. */
    @Nullable Instant lookAt() {
      boolean isInDoubt = before.delivery() == DeliveryState.UNCONFIRMED;
      return isInDoubt ? NOON.plusSeconds(outcome == Outcome.GIVEN_UP ? 0 : 1) : null;
    }

    boolean isOwnSuccess() {
      return outcome == Outcome.POSTED && !looked;
    }
  }

  @BeforeAll
  static void gather() {
    Set<Case> met = new LinkedHashSet<>();
    MetStates.forEach(
        /* withKey= */ 3,
        (rules, state) -> {
          List.of(state.a(), state.b()).forEach(node -> addInHand(met, state, node));
          addDecisions(met, rules, state);
        });
    CASES.addAll(met);
  }

  private static void addInHand(Set<Case> met, State state, Node node) {
    if (node.is(Stage.ANSWERED)) {
      met.add(Case.answered(state, node));
    } else if (node.is(Stage.LOOKED)) {
      met.add(Case.seen(state, node.attempt(), node.outcome(), node.id()));
    }
  }

  private static void addDecisions(Set<Case> met, Rules rules, State state) {
    int doubt = new Doubts(rules, state).inDoubt();
    if (doubt > 0) {
      int id = state.network().find(state.database().attempt(doubt).part());
      Outcome seen = id > 0 ? Outcome.POSTED : state.database().absent(doubt);
      met.add(Case.seen(state, doubt, seen, id));
    }
  }

  @Test
  void enough_is_compared_and_every_kind_of_it() {
    assertThat(CASES).hasSizeGreaterThan(300);
    assertThat(CASES.stream().map(each -> each.attempt().status()).distinct())
        .containsExactlyInAnyOrder(Status.values());
    assertThat(CASES.stream().map(each -> each.before().delivery()).distinct())
        .containsExactlyInAnyOrder(
            DeliveryState.SCHEDULED,
            DeliveryState.CLAIMED,
            DeliveryState.UNCONFIRMED,
            DeliveryState.PUBLISHED,
            DeliveryState.FAILED);
  }

  @Test
  void the_program_settles_everything_as_the_model_does() {
    assertAlike(
        CASES,
        (connection, some) -> {
          Set<Long> unused = SettleAttempts.settle(connection, settlements(some), NOON, "n");
        });
  }

  /** As {@code RecordOutcomes} does: the short way first. */
  @Test
  void the_short_way_for_what_went_well_comes_to_the_same() {
    assertAlike(
        CASES.stream().filter(Case::isOwnSuccess).toList(),
        (connection, some) -> {
          List<Success> successes = some.stream().map(this::success).toList();
          Set<Long> settled = SettlePosted.settle(connection, successes, NOON, "n");
          List<Placed> rest =
              some.stream().filter(each -> !settled.contains(each.delivery())).toList();
          Set<Long> unused = SettleAttempts.settle(connection, settlements(rest), NOON, "n");
        });
  }

  private Success success(Placed placed) {
    Case each = placed.met();
    return new Success(
        attempt(placed.delivery(), each),
        posted(each.id()),
        settlement(placed.delivery(), each).next().state());
  }

  private List<Settlement> settlements(List<Placed> some) {
    return some.stream().map(each -> settlement(each.delivery(), each.met())).toList();
  }

  /** A case, and the number of its delivery. */
  private record Placed(long delivery, Case met) {
    Stored stored() {
      return new Stored(delivery, met.before(), met.lookAt());
    }
  }

  @FunctionalInterface
  private interface Settle {
    void settle(Connection connection, List<Placed> some) throws SQLException;
  }

  private void assertAlike(List<Case> cases, Settle settle) {
    List<Placed> placed =
        IntStream.range(0, cases.size()).mapToObj(i -> new Placed(i + 1L, cases.get(i))).toList();
    queue
        .database()
        .transact(
            connection -> {
              StoredDatabases.store(connection, placed.stream().map(Placed::stored).toList());
              for (int from = 0; from < placed.size(); from += AT_ONCE) {
                settle.settle(
                    connection, placed.subList(from, Math.min(from + AT_ONCE, placed.size())));
              }
            });
    Map<Long, String> now = queue.database().lend(StoredDatabases::read);

    List<String> different = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Case each = cases.get(i);
      String expected = told(each.expected());
      if (!expected.equals(now.get(i + 1L))) {
        different.add(
            "%s; then %s attempt %d: %s. The model: %s. The program: %s"
                .formatted(
                    told(each.before()),
                    each.looked() ? "somebody saw of" : "its node says of",
                    each.number(),
                    each.outcome(),
                    expected,
                    now.get(i + 1L)));
      }
    }
    assertThat(different).isEmpty();
  }

  private Settlement settlement(long delivery, Case each) {
    return each.looked()
        ? program.settle(open(delivery, each), look(each), NOON)
        : program.settle(attempt(delivery, each), answer(each), NOON);
  }

  private static dev.belfry.publish.Attempt attempt(long delivery, Case each) {
    return StoredDatabases.attempt(
        delivery,
        each.attempt().token(),
        each.attempt().part(),
        /* tries= */ tryOf(each.before(), each.number()) - 1);
  }

  private static OpenAttempt open(long delivery, Case each) {
    int part = each.attempt().part();
    return new OpenAttempt(
        delivery,
        part,
        /* through= */ part,
        tryOf(each.before(), each.number()),
        /* isLast= */ part == Database.PARTS,
        /* failures= */ 0,
        each.attempt().token(),
        StoredDatabases.account(delivery),
        "body",
        null,
        NOON,
        Doubt.NEW,
        /* absent= */ null);
  }

  private static dev.belfry.publish.Outcome answer(Case each) {
    return switch (each.outcome()) {
      case POSTED -> posted(each.id());
      case NOT_SENT -> new NotSent("no route");
      case REFUSED -> new Refused("no", /* retryable= */ false);
      case UNCONFIRMED -> new Unconfirmed("timeout");
      case GIVEN_UP, NONE -> throw new IllegalArgumentException();
    };
  }

  private static Look look(Case each) {
    return switch (each.outcome()) {
      case POSTED -> new Look.Found(posted(each.id()));
      case NOT_SENT, GIVEN_UP -> new Look.ProvedAbsent();
      case UNCONFIRMED -> new Look.Unknown("no answer");
      case REFUSED, NONE -> throw new IllegalArgumentException();
    };
  }

  private static Posted posted(int id) {
    return new Posted(Integer.toString(id), "cid", "https://example.org/" + id);
  }
}
