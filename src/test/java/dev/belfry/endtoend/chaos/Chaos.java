package dev.belfry.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.app.postgres.EmbeddedPostgres;
import dev.belfry.endtoend.Aftermath;
import dev.belfry.endtoend.Belfry;
import dev.belfry.endtoend.OneConnection;
import dev.belfry.endtoend.Planned;
import dev.belfry.endtoend.PutInQueue;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Four nodes release to networks, and everything goes wrong that can: networks misbehave in every
 * way they know, nodes are killed and frozen, Postgres crashes. Then what Belfry says became of
 * each post is held against itself, and against what the networks took.
 *
 * <p>The seed is printed; {@code -Dbelfry.seed=…} makes the same plan, the same moods and the same
 * choices again. What meets what is left to the machine.
 */
final class Chaos implements AutoCloseable {
  private static final int NODES = 4;
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration FREEZE = LEASE.multipliedBy(3);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofMillis(100);

  private static final String LEFT_TO_DO =
      """
      SELECT count(*) FROM waiting
      WHERE state IN ('scheduled', 'claimed', 'held') OR look_at IS NOT NULL
      """;

  /** What a claim goes by, instead of asking the large tables. */
  private static final String WRONG_IN_QUEUE =
      """
      SELECT count(*) FROM waiting w JOIN deliveries d ON d.id = w.delivery_id
      WHERE w.post_id <> d.post_id
        OR w.parts <> (SELECT count(*) FROM rendered_parts r WHERE r.delivery_id = d.id)
        OR (NOT w.attempted AND EXISTS (SELECT FROM attempts t WHERE t.delivery_id = d.id))
      """;

  /** No wait is longer than an hour and a fifth; what comes after that is as good as lost. */
  private static final String WAITS_TOO_LONG =
      """
      SELECT count(*) FROM waiting
      WHERE greatest(due_at, look_at) > clock_timestamp() + interval '2 h'
      """;

  private static final String HELD_WITHOUT_A_WORD =
      """
      SELECT count(*) FROM history
      WHERE event = 'held' AND (account IS NULL OR coalesce(detail, '') = '')
      """;

  private static final String WHAT_IS_LEFT =
      """
      SELECT format('%s delivery %s is %s, due %s, looked at %s: %s; the account is free in %s, '
                    || 'may send in %s, is held: %s; the server waits for locks: %s',
                    a.name, w.delivery_id, w.state, w.due_at, w.look_at, w.reason,
                    l.held_until - clock_timestamp(), l.not_before - clock_timestamp(),
                    (SELECT string_agg(reason, ', ') FROM holds h WHERE h.account_id = a.id),
                    (SELECT string_agg(query, ' | ') FROM pg_stat_activity
                     WHERE wait_event_type = 'Lock')) AS left_over
      FROM waiting w
      JOIN accounts a ON a.id = w.account_id
      JOIN leases l ON l.account_id = w.account_id
      WHERE w.state IN ('scheduled', 'claimed', 'held') OR w.look_at IS NOT NULL
      LIMIT 20
      """;

  private final long seed = Long.getLong("belfry.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final EmbeddedPostgres postgres;
  private final Receivers receivers;
  private final Belfry belfry;
  private final DataSource source;
  private final Database database;
  private final Aftermath aftermath;
  private int loggedInAgain;

  /**
   * @param name of the test, for whoever reads its seed
   * @param start makes the networks, of a folder and a seed
   */
  Chaos(String name, Path scratch, BiFunction<Path, Long, Receivers> start) {
    System.out.printf("%s: seed %d%n", name, seed);
    this.postgres = EmbeddedPostgres.in(scratch.resolve("home"));
    DbAddress server = postgres.ensureRunning();
    this.source = TestDatabase.newConnections(server);
    this.database = OneConnection.to(source);
    this.aftermath = new Aftermath(source);
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop, "stop the chaos' Postgres"));
    this.receivers = start.apply(scratch, seed);
    this.belfry = Belfry.on(server, scratch).set("BELFRY_LEASE", LEASE.toSeconds() + "s");
  }

  @Override
  public void close() {
    belfry.close();
    receivers.close();
    postgres.stop();
  }

  /** Lets everything go wrong, and judges what came of it. */
  void run(Strength strength) {
    Instant start = Instant.now();
    String unused = belfry.run("db", "migrate");
    List<Planned> planned = queue(strength);
    Fleet fleet = new Fleet(belfry, NODES, random);
    Operator operator = new Operator(database, belfry);
    Trouble trouble = new Trouble(fleet, postgres, database, random, strength, FREEZE);
    receivers.misbehave();
    awaitEnd(trouble, fleet, operator);
    assertThat(aftermath.count(WAITS_TOO_LONG)).as("put off for good").isZero();
    receivers.behave();
    awaitQuiet(fleet, operator);
    operator.retryFailed();
    awaitQuiet(fleet, operator);
    belfry.close();
    theHistoryFitsItsSeals();

    List<Shown> live = receivers.live();
    List<Story> stories = new ReadStories(database).of(planned, live);
    System.out.printf("Log-ins that were lost, and made again: %d%n", loggedInAgain);
    new Figures(stories, aftermath, fleet, trouble, operator, receivers, live)
        .print(Duration.between(start, Instant.now()));
    assertThat(aftermath.count(WRONG_IN_QUEUE)).as("rows of the queue that lie").isZero();
    assertThat(aftermath.count(HELD_WITHOUT_A_WORD)).as("holds without a reason").isZero();
    new Verdict(stories, live).everythingHolds();
    assertThat(trouble.crashes()).isEqualTo(strength.crashes());
    assertThat(trouble.frozenInCall()).as("nodes frozen in the middle of a call").isPositive();
    assertThat(fleet.kills()).as("kills").isGreaterThan(enoughKills(strength.lasts()));
  }

  /**
   * Nodes that live for seconds may never have come to seal: without a seal everything would fit.
   */
  private void theHistoryFitsItsSeals() {
    String unused = belfry.run("run", "--once");
    String verified = belfry.run("history", "verify");
    System.out.print(verified);
    assertThat(verified).contains("rows that are sealed are as they were");
  }

  /** Of a long run: in a short one a rare misbehaviour may not come up. */
  void everyMisbehaviourWasMet() {
    assertThat(receivers.met("posts").keySet())
        .containsExactlyInAnyOrderElementsOf(Receivers.behavioursOf(Receivers.POSTS));
    assertThat(receivers.met("looks").keySet())
        .containsExactlyInAnyOrderElementsOf(Receivers.behavioursOf(Receivers.LOOKS));
  }

  private static int enoughKills(Duration lasts) {
    return (int) lasts.toSeconds() / 5;
  }

  private List<Planned> queue(Strength strength) {
    List<String> accounts = receivers.accounts(strength.accounts());
    List<Planned> planned = PlanPosts.plan(strength, accounts, random);
    PutInQueue queue = new PutInQueue(source);
    accounts.forEach(queue::account);
    receivers.receiveFrom(belfry, database, accounts);
    queue.all(planned);
    return planned;
  }

  private void awaitEnd(Trouble trouble, Fleet fleet, Operator operator) {
    await("the chaos is over")
        .atMost(trouble.lasts().plus(PATIENCE))
        .pollInterval(STEP)
        .until(
            () -> {
              fleet.complete();
              loggedInAgain += receivers.logInAgain();
              operator.resumeHeld();
              trouble.step();
              // On a busy machine nodes take long to start, and few are there to be killed.
              return trouble.isOver() && fleet.kills() > enoughKills(trouble.lasts());
            });
    trouble.end();
  }

  private void awaitQuiet(Fleet fleet, Operator operator) {
    try {
      await("nothing is left to do")
          .atMost(PATIENCE)
          .pollInterval(STEP)
          .until(
              () -> {
                fleet.complete();
                loggedInAgain += receivers.logInAgain();
                operator.resumeHeld();
                operator.letTimePass(Instant.now(), receivers.showsAfter());
                return aftermath.count(LEFT_TO_DO) == 0;
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("this is left to do: " + left(), e);
    }
  }

  private List<String> left() {
    return database.lend(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(WHAT_IS_LEFT)) {
            return Rows.list(statement, row -> row.getString("left_over"));
          }
        });
  }
}
