package dev.belfry.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.app.postgres.EmbeddedPostgres;
import dev.belfry.endtoend.Aftermath;
import dev.belfry.endtoend.Belfry;
import dev.belfry.endtoend.OneConnection;
import dev.belfry.endtoend.Planned;
import dev.belfry.endtoend.PutInQueue;
import dev.belfry.sql.Database;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.network.Accepted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four nodes release to three networks, and everything goes wrong that can: networks misbehave in
 * every way they know, nodes are killed and frozen, Postgres crashes. Then what Belfry says became
 * of each post is held against itself, and against what the networks took.
 *
 * <p>The seed is printed; {@code -Dbelfry.seed=…} makes the same plan, the same moods and the same
 * choices again. What meets what is left to the machine.
 */
final class ChaosTest {
  private static final Strength SMALL = new Strength(240, 12, Duration.ofSeconds(35), 1);
  private static final Strength FULL = new Strength(2_400, 42, Duration.ofMinutes(4), 2);
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

  private final long seed = Long.getLong("belfry.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final EmbeddedPostgres postgres;
  private final ThreeNetworks networks;
  private final Belfry belfry;
  private final DataSource source;
  private final Database database;
  private final Aftermath aftermath;

  ChaosTest(@TempDir Path scratch) {
    System.out.printf("ChaosTest: seed %d%n", seed);
    this.postgres = EmbeddedPostgres.in(scratch.resolve("home"));
    TestDatabase server = new TestDatabase("belfry", postgres.ensureRunning());
    this.source = server.dataSource();
    this.database = OneConnection.to(source);
    this.aftermath = new Aftermath(source);
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop, "stop the chaos' Postgres"));
    this.networks = ThreeNetworks.start(scratch, seed);
    this.belfry = Belfry.on(server.address(), scratch).set("BELFRY_LEASE", LEASE.toSeconds() + "s");
    networks.receiveFrom(belfry);
  }

  @AfterEach
  void stopAll() {
    belfry.close();
    networks.close();
    postgres.stop();
  }

  @Test
  @Tag("alone")
  void whatever_goes_wrong_for_half_a_minute_nothing_is_lost_and_nothing_doubled() {
    run(SMALL);
  }

  @Test
  @Tag("chaos")
  void whatever_goes_wrong_for_minutes_nothing_is_lost_and_nothing_doubled() {
    run(FULL);
  }

  private void run(Strength strength) {
    Instant start = Instant.now();
    String unused = belfry.run("db", "migrate");
    List<Planned> planned = queue(strength);
    Fleet fleet = new Fleet(belfry, NODES, random);
    Operator operator = new Operator(database, belfry);
    Trouble trouble = new Trouble(fleet, postgres, database, random, strength, FREEZE);
    networks.misbehave();
    awaitEnd(trouble, fleet, operator);
    networks.behave();
    awaitQuiet(fleet, operator);
    operator.retryFailed();
    awaitQuiet(fleet, operator);
    System.out.print(belfry.run("history", "verify"));
    belfry.close();

    List<Accepted> live = networks.record();
    List<Story> stories = new ReadStories(database).of(planned, live);
    new Figures(stories, aftermath, fleet, trouble, operator, networks, live)
        .print(Duration.between(start, Instant.now()));
    new Verdict(stories, live).everythingHolds();
    assertThat(trouble.crashes()).isEqualTo(strength.crashes());
    assertThat(trouble.frozenInCall()).as("nodes frozen in the middle of a call").isPositive();
    assertThat(fleet.kills()).as("kills").isGreaterThan((int) strength.lasts().toSeconds() / 5);
  }

  private List<Planned> queue(Strength strength) {
    List<String> accounts = ThreeNetworks.accounts(strength.accounts());
    List<Planned> planned = PlanPosts.plan(strength, accounts, random);
    PutInQueue queue = new PutInQueue(source);
    accounts.forEach(queue::account);
    queue.all(planned);
    return planned;
  }

  private static void awaitEnd(Trouble trouble, Fleet fleet, Operator operator) {
    await("the chaos is over")
        .atMost(trouble.lasts().plus(PATIENCE))
        .pollInterval(STEP)
        .until(
            () -> {
              fleet.complete();
              operator.resumeHeld();
              trouble.step();
              return trouble.isOver();
            });
    trouble.end();
  }

  private void awaitQuiet(Fleet fleet, Operator operator) {
    await("nothing is left to do")
        .atMost(PATIENCE)
        .pollInterval(STEP)
        .until(
            () -> {
              fleet.complete();
              operator.resumeHeld();
              operator.letTimePass(Instant.now());
              return aftermath.count(LEFT_TO_DO) == 0;
            });
  }
}
