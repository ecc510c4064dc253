package dev.belfry.endtoend.chaos;

import static org.awaitility.Awaitility.await;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.app.postgres.EmbeddedPostgres;
import dev.belfry.app.postgres.ServerStatus;
import dev.belfry.endtoend.Signals;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** What goes wrong, and when: a node is killed every second, others freeze, Postgres crashes. */
final class Trouble {
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_FREEZES = Duration.ofSeconds(4);

  /**
   * A node that is frozen in a call is worth waiting for; one that is not is frozen all the same.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Fleet fleet;
  private final EmbeddedPostgres postgres;
  private final Database database;
  private final Random random;
  private final Strength strength;
  private final Duration freeze;
  private final Instant start = Instant.now();
  private Instant nextKill = start.plus(BETWEEN_KILLS);
  private Instant nextFreeze = start.plus(BETWEEN_FREEZES);
  private Instant thawAt = Instant.MAX;
  private int crashes;
  private int freezes;
  private int frozenInCall;

  /**
   * @param freeze for how long a node is frozen: longer than its lease
   */
  Trouble(
      Fleet fleet,
      EmbeddedPostgres postgres,
      Database database,
      Random random,
      Strength strength,
      Duration freeze) {
    this.fleet = fleet;
    this.postgres = postgres;
    this.database = database;
    this.random = random;
    this.strength = strength;
    this.freeze = freeze;
  }

  /** Makes what is due go wrong. */
  void step() {
    Instant now = Instant.now();
    if (!now.isBefore(nextKill) && fleet.killOne()) {
      nextKill = now.plus(BETWEEN_KILLS);
    }
    if (!now.isBefore(thawAt)) {
      thaw(now);
    } else if (fleet.frozen().isEmpty() && !now.isBefore(nextFreeze)) {
      freezeOne(now);
    }
    if (crashes < strength.crashes() && !now.isBefore(nextCrash())) {
      crash();
    }
  }

  Duration lasts() {
    return strength.lasts();
  }

  boolean isOver() {
    return !Instant.now().isBefore(start.plus(strength.lasts()));
  }

  /** Nothing is wrong any more. */
  void end() {
    thaw(Instant.now());
  }

  private Instant nextCrash() {
    return start.plus(
        strength.lasts().multipliedBy(crashes + 1L).dividedBy(strength.crashes() + 1L));
  }

  private void thaw(Instant now) {
    fleet.thaw();
    thawAt = Instant.MAX;
    nextFreeze = now.plus(BETWEEN_FREEZES);
  }

  private void freezeOne(Instant now) {
    Optional<String> calling = nodeInCall().filter(fleet.atWork()::contains);
    boolean isPatient = frozenInCall == 0 || now.isBefore(nextFreeze.plus(PATIENCE));
    calling
        .or(() -> isPatient ? Optional.empty() : fleet.atWork().stream().findFirst())
        .ifPresent(
            node -> {
              fleet.freeze(node);
              thawAt = now.plus(freeze);
              freezes++;
              frozenInCall += hasOpen(node) && calling.isPresent() ? 1 : 0;
            });
  }

  /** One of whose calls is under way: its attempt was written long ago, and has no end yet. */
  private Optional<String> nodeInCall() {
    return ask(
        """
        SELECT node FROM attempts
        WHERE outcome IS NULL
          AND opened_at BETWEEN clock_timestamp() - interval '700 ms'
                            AND clock_timestamp() - interval '150 ms'
        LIMIT 1
        """);
  }

  private boolean hasOpen(String node) {
    return ask("SELECT node FROM attempts WHERE outcome IS NULL AND node = '" + node + "' LIMIT 1")
        .isPresent();
  }

  private Optional<String> ask(String sql) {
    return database.lend(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            return Rows.first(statement, row -> row.getString(1));
          }
        });
  }

  /** Stops Postgres in immediate mode, as a loss of power does, and starts it some time later. */
  private void crash() {
    Signals.send("QUIT", ((ServerStatus.Running) postgres.status()).pid());
    await().until(() -> postgres.status() instanceof ServerStatus.Stopped);
    Instant back = Instant.now().plusMillis(500 + random.nextInt(2_000));
    await().until(() -> Instant.now().isAfter(back));
    DbAddress unused = postgres.ensureRunning();
    crashes++;
  }

  int crashes() {
    return crashes;
  }

  int freezes() {
    return freezes;
  }

  int frozenInCall() {
    return frozenInCall;
  }
}
