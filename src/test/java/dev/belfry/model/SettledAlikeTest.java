package dev.belfry.model;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.audit.SettleAttempts;
import dev.belfry.audit.SettlePosted;
import dev.belfry.audit.SettlePosted.Success;
import dev.belfry.model.Node.Stage;
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
import dev.belfry.publish.Settlement;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import dev.belfry.sql.Unnest;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final List<Case> CASES = new ArrayList<>();

  /** Some thousands of statements are what takes long. */
  private static final int AT_ONCE = 50;

  private final SettleOutcome program =
      new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(1));
  private final QueueFixture queue;
  private final Account account;

  SettledAlikeTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.account = queue.account("bluesky:me.example");
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
    for (Setting setting : Setting.values()) {
      Rules rules = new Rules(setting, Flaw.NONE);
      int troubles = setting == Setting.KEY ? 3 : 2;
      for (State state : Explorer.explore(new Protocol(rules, troubles)).states()) {
        List.of(state.a(), state.b()).forEach(node -> addInHand(met, state, node));
        addDecisions(met, rules, state);
      }
    }
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
          List<Stored> rest =
              some.stream().filter(each -> !settled.contains(each.delivery())).toList();
          Set<Long> unused = SettleAttempts.settle(connection, settlements(rest), NOON, "n");
        });
  }

  private Success success(Stored stored) {
    Case each = stored.met();
    return new Success(
        attempt(stored.delivery(), each),
        posted(each.id()),
        settlement(stored.delivery(), each).next().state());
  }

  private List<Settlement> settlements(List<Stored> some) {
    return some.stream().map(each -> settlement(each.delivery(), each.met())).toList();
  }

  /** A case, and the number of its delivery. */
  private record Stored(long delivery, Case met) {}

  @FunctionalInterface
  private interface Settle {
    void settle(Connection connection, List<Stored> some) throws SQLException;
  }

  private void assertAlike(List<Case> cases, Settle settle) {
    List<Stored> stored =
        IntStream.range(0, cases.size()).mapToObj(i -> new Stored(i + 1L, cases.get(i))).toList();
    queue
        .database()
        .transact(
            connection -> {
              store(connection, cases);
              for (int from = 0; from < stored.size(); from += AT_ONCE) {
                settle.settle(
                    connection, stored.subList(from, Math.min(from + AT_ONCE, stored.size())));
              }
            });
    Map<Long, String> now = queue.database().lend(SettledAlikeTest::read);

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

  /** Each case is a delivery with its number. */
  private void store(Connection connection, List<Case> cases) throws SQLException {
    List<Integer> numbers = IntStream.range(0, cases.size()).boxed().toList();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH given AS (
              SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::timestamptz[])
                AS g (id, state, claim, look_at)),
            posts AS (
              INSERT INTO posts (id, created_by) OVERRIDING SYSTEM VALUE
              SELECT id, 'me' FROM given),
            deliveries AS (
              INSERT INTO deliveries (id, post_id, account_id, wall_time, zone, planned_at, ended,
                                      ended_at)
              OVERRIDING SYSTEM VALUE
              SELECT id, id, ?, '2026-12-01T12:00:00', 'Z', '2026-12-01T12:00:00Z',
                     CASE WHEN state IN ('published', 'failed') THEN state END,
                     CASE WHEN state IN ('published', 'failed') THEN clock_timestamp() END
              FROM given)
            INSERT INTO waiting (delivery_id, account_id, due_at, state, claim, post_id, parts,
                                 look_at)
            SELECT id, ?, '2026-12-01T12:00:00Z', state, nullif(claim, 0), id, ?, look_at
            FROM given WHERE state NOT IN ('published', 'failed')
            """)) {
      int next =
          Unnest.of(statement, numbers)
              .column("bigint", i -> i + 1)
              .column("text", i -> cases.get(i).before().delivery().word())
              .column("bigint", i -> cases.get(i).before().claim())
              .column("timestamptz", i -> timestamp(cases.get(i).lookAt()))
              .next();
      statement.setInt(next, account.id());
      statement.setInt(next + 1, account.id());
      statement.setInt(next + 2, Database.PARTS);
      statement.executeUpdate();
    }
    storeAttempts(connection, cases);
  }

  private record Row(long delivery, Database database, int number) {
    Attempt attempt() {
      return database.attempt(number);
    }

    @Nullable String outcome() {
      return attempt().is(Status.OPEN) ? null : attempt().status().name().toLowerCase(Locale.ROOT);
    }

    @Nullable String remoteId() {
      return attempt().id() == 0 ? null : Integer.toString(attempt().id());
    }
  }

  private static void storeAttempts(Connection connection, List<Case> cases) throws SQLException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Database before = cases.get(i).before();
      for (int number = 1; number <= before.attempts().size(); number++) {
        rows.add(new Row(i + 1L, before, number));
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, outcome,
                                  remote_id, settled_at)
            SELECT a.*, CASE WHEN a.outcome IS NOT NULL THEN ?::timestamptz END
            FROM (
              SELECT delivery_id, part, number, claim, 'n', 'body', sha256('body'), outcome, remote_id
              FROM unnest(?::bigint[], ?::smallint[], ?::smallint[], ?::bigint[], ?::text[],
                          ?::text[])
                AS g (delivery_id, part, number, claim, outcome, remote_id)) AS a
            """)) {
      statement.setObject(1, timestamp(NOON));
      int unused =
          Unnest.from(statement, 2, rows)
              .column("bigint", Row::delivery)
              .column("smallint", row -> row.attempt().part())
              .column("smallint", row -> tryOf(row.database(), row.number()))
              .column("bigint", row -> row.attempt().token())
              .column("text", Row::outcome)
              .column("text", Row::remoteId)
              .next();
      statement.executeUpdate();
    }
  }

  private static Map<Long, String> read(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT d.id, coalesce(d.ended, w.state) AS state, w.claim, t.part, t.number, t.outcome,
                   t.remote_id
            FROM deliveries d
            LEFT JOIN waiting w ON w.delivery_id = d.id
            JOIN attempts t ON t.delivery_id = d.id
            ORDER BY d.id, t.part, t.number
            """)) {
      Map<Long, List<String>> told = new TreeMap<>();
      List<Boolean> unused =
          list(
              statement,
              row ->
                  told.computeIfAbsent(
                          row.getLong("id"), absent -> new ArrayList<>(List.of(stands(row))))
                      .add(attempt(row)));
      return told.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, each -> String.join(", ", each.getValue())));
    }
  }

  private static String stands(ResultSet row) {
    try {
      return stands(row.getString("state"), row.getLong("claim"));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String attempt(ResultSet row) throws SQLException {
    @Nullable String outcome = row.getString("outcome");
    @Nullable String id = row.getString("remote_id");
    return attempt(
        row.getInt("part"),
        row.getInt("number"),
        outcome == null ? "open" : outcome,
        id == null ? "0" : id);
  }

  private static String told(Database database) {
    List<String> attempts = new ArrayList<>();
    for (int part = 1; part <= Database.PARTS; part++) {
      for (int number = 1; number <= database.attempts().size(); number++) {
        Attempt attempt = database.attempt(number);
        if (attempt.part() == part) {
          attempts.add(
              attempt(
                  part,
                  tryOf(database, number),
                  attempt.status().name().toLowerCase(Locale.ROOT),
                  Integer.toString(attempt.id())));
        }
      }
    }
    return stands(database.delivery().word(), database.claim())
        + ", "
        + String.join(", ", attempts);
  }

  private static String stands(String state, long claim) {
    return claim == 0 ? state : state + " under " + claim;
  }

  private static String attempt(int part, int number, String outcome, String id) {
    return "%d.%d %s%s".formatted(part, number, outcome, id.equals("0") ? "" : " as " + id);
  }

  /** Which try at its part an attempt is, from 1. */
  private static int tryOf(Database database, int number) {
    int part = database.attempt(number).part();
    return (int)
        IntStream.rangeClosed(1, number)
            .filter(each -> database.attempt(each).part() == part)
            .count();
  }

  private Settlement settlement(long delivery, Case each) {
    return each.looked()
        ? program.settle(open(delivery, each), look(each), NOON)
        : program.settle(attempt(delivery, each), answer(each), NOON);
  }

  private dev.belfry.publish.Attempt attempt(long delivery, Case each) {
    int part = each.attempt().part();
    Claim claim =
        new Claim(
            delivery,
            new PostId(delivery),
            account.name(),
            each.attempt().token(),
            /* failures= */ 0,
            /* tries= */ tryOf(each.before(), each.number()) - 1,
            /* correlation= */ null,
            IntStream.rangeClosed(1, Database.PARTS).mapToObj(i -> "body " + i).toList(),
            IntStream.range(1, part).mapToObj(i -> new SentPart("id " + i, null)).toList());
    return new dev.belfry.publish.Attempt(claim, part, new Request("body", null));
  }

  private OpenAttempt open(long delivery, Case each) {
    int part = each.attempt().part();
    return new OpenAttempt(
        delivery,
        part,
        /* through= */ part,
        tryOf(each.before(), each.number()),
        /* isLast= */ part == Database.PARTS,
        /* failures= */ 0,
        each.attempt().token(),
        account.name(),
        "body",
        null,
        NOON,
        Doubt.NEW);
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
