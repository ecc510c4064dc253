package dev.belfry.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.account.Credentials.Renewal;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.post.AccountName;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.Gate;
import dev.belfry.testing.LostCommits;
import dev.belfry.testing.MemoryKeys;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.SwitchedConnections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
final class RenewOnceTest {
  private static final AccountName ME = AccountName.parse("x:me");
  private static final Credential STALE = VaultTest.credential(ME, "{\"token\":\"stale\"}");
  private static final Credential FRESH = STALE.renewed("{\"token\":\"fresh\"}", null);
  private static final VaultSettings PATIENT =
      new VaultSettings(Duration.ofSeconds(30), Duration.ofMillis(10), 2000, 40);

  private final DataSource source;
  private final QueueFixture queue;
  private final MemoryKeys keys = new MemoryKeys();
  private final Vault vault;
  private final AtomicInteger asked = new AtomicInteger();

  RenewOnceTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.vault = node(Connections.of(source), PATIENT);
  }

  @BeforeEach
  void logIn() {
    queue.account("x:me");
    keep(STALE);
  }

  @Test
  void of_all_threads_on_all_nodes_one_asks_and_all_get_what_it_got() throws Exception {
    Vault other = node(Connections.of(source), PATIENT);
    Gate network = new Gate();
    network.close();
    ExecutorService threads = Executors.newFixedThreadPool(24);
    try {
      List<Future<Renewed>> answers = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        Vault its = i % 2 == 0 ? vault : other;
        Callable<Renewed> ask =
            () ->
                its.renew(
                    STALE,
                    current -> {
                      asked.incrementAndGet();
                      network.pass();
                      return new Renewed.Fresh(FRESH);
                    });
        answers.add(threads.submit(ask));
      }
      await().until(() -> network.waiting() == 1);
      network.open();

      Set<Renewed> different = new HashSet<>();
      for (Future<Renewed> answer : answers) {
        different.add(answer.get());
      }
      assertThat(different).containsExactly(new Renewed.Fresh(FRESH));
      assertThat(asked).hasValue(1);
      assertThat(other.of(ME)).contains(FRESH);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void the_fresh_one_is_kept_before_anybody_has_it() {
    Renewed renewed = vault.renew(STALE, fresh());

    assertThat(renewed).isEqualTo(new Renewed.Fresh(FRESH));
    assertThat(node(Connections.of(source), PATIENT).of(ME)).contains(FRESH);
  }

  @Test
  void what_another_has_renewed_meanwhile_is_the_answer_and_nobody_asks() {
    Renewed unused = vault.renew(STALE, fresh());

    Renewed again = node(Connections.of(source), PATIENT).renew(STALE, fresh());

    assertThat(again).isEqualTo(new Renewed.Fresh(FRESH));
    assertThat(asked).hasValue(1);
  }

  @Test
  void whoever_waits_for_one_that_gets_no_answer_does_not_ask_as_well() throws Exception {
    Gate network = new Gate();
    network.close();
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<Renewed> first =
          threads.submit(
              () ->
                  vault.renew(
                      STALE,
                      current -> {
                        network.pass();
                        return new Renewed.NotNow("503");
                      }));
      await().until(() -> network.waiting() == 1);
      AtomicReference<Renewed> second = new AtomicReference<>();
      Thread waiter =
          new Thread(() -> second.set(node(Connections.of(source), PATIENT).renew(STALE, fresh())));
      waiter.start();
      await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
      network.open();
      waiter.join();

      assertThat(first.get()).isEqualTo(new Renewed.NotNow("503"));
      assertThat(second.get()).isEqualTo(new Renewed.NotNow("503"));
      assertThat(asked).hasValue(0);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void for_want_of_an_answer_nobody_is_logged_out() {
    Renewed unclear = vault.renew(STALE, current -> new Renewed.NotNow("timed out"));

    assertThat(unclear).isEqualTo(new Renewed.NotNow("timed out"));
    assertThat(vault.of(ME)).contains(STALE);
    assertThat(vault.renew(STALE, fresh())).isEqualTo(new Renewed.Fresh(FRESH));
  }

  @Test
  void what_the_network_takes_no_more_is_marked_and_not_asked_for_again() {
    Renewed refused = vault.renew(STALE, current -> new Renewed.NeedsLogIn("invalid_grant"));

    assertThat(refused).isEqualTo(new Renewed.NeedsLogIn("invalid_grant"));
    assertThat(vault.of(ME)).isEmpty();
    assertThat(vault.renew(STALE, fresh())).isEqualTo(refused);
    assertThat(asked).hasValue(0);
    assertThat(queue.database().lend(LogInState::all).values())
        .extracting(LogInState::refused)
        .satisfiesExactly(
            refusal -> assertThat(refusal).extracting("words").isEqualTo("invalid_grant"));

    keep(FRESH);
    assertThat(vault.of(ME)).contains(FRESH);
  }

  @Test
  void whoever_dies_while_asking_is_taken_over_from_when_its_lease_is_over() {
    dies(Duration.ofMillis(400));

    assertThat(vault.renew(STALE, fresh())).isEqualTo(new Renewed.Fresh(FRESH));
    assertThat(asked).hasValue(1);
  }

  @Test
  void whoever_asks_for_too_long_is_not_waited_for() {
    dies(Duration.ofMinutes(5));
    VaultSettings hasty = new VaultSettings(Duration.ofSeconds(30), Duration.ofMillis(10), 3, 40);

    Renewed renewed = node(Connections.of(source), hasty).renew(STALE, fresh());

    assertThat(renewed).isInstanceOf(Renewed.NotNow.class);
    assertThat(asked).hasValue(0);
    assertThat(vault.of(ME)).contains(STALE);
  }

  /** Its answer comes when another has asked in vain with a refresh token that was used up. */
  @Test
  void an_answer_that_comes_after_the_lease_is_not_lost() {
    Renewed late =
        vault.renew(
            STALE,
            current -> {
              queue.execute("UPDATE credentials SET renewing_until = '2000-01-01'");
              Renewed other =
                  node(Connections.of(source), PATIENT)
                      .renew(STALE, again -> new Renewed.NeedsLogIn("used up"));
              assertThat(other).isEqualTo(new Renewed.NeedsLogIn("used up"));
              return new Renewed.Fresh(FRESH);
            });

    assertThat(late).isEqualTo(new Renewed.Fresh(FRESH));
    assertThat(vault.of(ME)).contains(FRESH);
  }

  @Test
  void whoever_is_refused_because_another_was_faster_gets_what_that_one_got() {
    Renewed slow =
        vault.renew(
            STALE,
            current -> {
              queue.execute("UPDATE credentials SET renewing_until = '2000-01-01'");
              Renewed unused = node(Connections.of(source), PATIENT).renew(STALE, fresh());
              return new Renewed.NeedsLogIn("used up");
            });

    assertThat(slow).isEqualTo(new Renewed.Fresh(FRESH));
    assertThat(vault.of(ME)).contains(FRESH);
  }

  @Test
  void somebody_who_logs_in_meanwhile_is_not_written_over() {
    Credential person = STALE.renewed("{\"token\":\"a person's\"}", null);

    Renewed renewed =
        vault.renew(
            STALE,
            current -> {
              keep(person);
              return new Renewed.Fresh(FRESH);
            });

    assertThat(renewed).isEqualTo(new Renewed.Fresh(person));
    assertThat(vault.of(ME)).contains(person);
  }

  @Test
  void somebody_who_logs_out_and_in_meanwhile_is_not_written_over() {
    Credential person = STALE.renewed("{\"token\":\"a person's\"}", null);

    Renewed renewed =
        vault.renew(
            STALE,
            current -> {
              queue.execute("DELETE FROM credentials");
              keep(person);
              return new Renewed.Fresh(FRESH);
            });

    assertThat(renewed).isEqualTo(new Renewed.Fresh(person));
    assertThat(vault.of(ME)).contains(person);
  }

  @Test
  void somebody_who_logs_out_meanwhile_is_logged_out() {
    Renewed renewed =
        vault.renew(
            STALE,
            current -> {
              queue.execute("DELETE FROM credentials");
              return new Renewed.Fresh(FRESH);
            });

    assertThat(renewed).isInstanceOf(Renewed.NeedsLogIn.class);
    assertThat(vault.of(ME)).isEmpty();
  }

  @Test
  void a_defect_in_an_adapter_does_not_keep_others_from_asking() {
    assertThatThrownBy(
            () ->
                vault.renew(
                    STALE,
                    current -> {
                      throw new IllegalStateException("a defect");
                    }))
        .hasMessage("a defect");

    assertThat(vault.renew(STALE, fresh())).isEqualTo(new Renewed.Fresh(FRESH));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_lost_commit_loses_no_fresh_one(boolean committed) {
    LostCommits lost = new LostCommits(Connections.of(source));
    Vault node = node(lost, PATIENT);
    lost.breakAt(0, committed);

    assertThat(node.renew(STALE, fresh())).isEqualTo(new Renewed.Fresh(FRESH));
    assertThat(lost.commits()).isGreaterThan(1);
    assertThat(asked).hasValue(1);
    assertThat(vault.of(ME)).contains(FRESH);
  }

  @Test
  void what_can_t_be_recorded_stays_in_hand_until_it_can() {
    SwitchedConnections connections = new SwitchedConnections(Connections.of(source));
    Vault node = withFreshInHand(connections, () -> {});
    assertThat(vault.of(ME)).contains(STALE);
    connections.up(true);

    assertThat(node.renew(STALE, fresh())).isEqualTo(new Renewed.Fresh(FRESH));
    assertThat(asked).hasValue(0);
    assertThat(vault.of(ME)).contains(FRESH);
  }

  /**
   * A node whose database goes away while its network gives it a fresh log-in.
   *
   * @param meanwhile happens before that
   */
  private Vault withFreshInHand(SwitchedConnections connections, Runnable meanwhile) {
    VaultSettings twice = new VaultSettings(Duration.ofSeconds(30), Duration.ofMillis(1), 50, 2);
    Vault node = node(connections, twice);
    Renewed renewed =
        node.renew(
            STALE,
            current -> {
              meanwhile.run();
              connections.up(false);
              return new Renewed.Fresh(FRESH);
            });
    assertThat(renewed).isInstanceOf(Renewed.NotNow.class);
    return node;
  }

  /** Of an account that another has found refused nothing is sent, so that nobody asks for it. */
  @Test
  void what_is_in_hand_is_recorded_without_anybody_asking_for_it() {
    SwitchedConnections connections = new SwitchedConnections(Connections.of(source));
    Vault node =
        withFreshInHand(
            connections,
            () -> queue.execute("UPDATE credentials SET renewing_until = '2000-01-01'"));
    assertThat(vault.renew(STALE, current -> new Renewed.NeedsLogIn("used up")))
        .isEqualTo(new Renewed.NeedsLogIn("used up"));

    node.offerInHand();
    assertThat(vault.of(ME)).isEmpty();
    connections.up(true);
    node.offerInHand();

    assertThat(vault.of(ME)).contains(FRESH);
  }

  @Test
  void a_key_that_was_lost_meanwhile_loses_no_fresh_one() {
    VaultSettings twice = new VaultSettings(Duration.ofSeconds(30), Duration.ofMillis(1), 50, 2);
    MemoryKeys kept = keys.copy();
    AtomicReference<Keyring> inFile = new AtomicReference<>(kept.read());
    Vault node = new Vault(queue.database(), readFrom(inFile), twice);

    Renewed renewed =
        node.renew(
            STALE,
            current -> {
              inFile.set(Keyring.EMPTY);
              queue.execute("UPDATE vault_key SET key_id = key_id + 1");
              return new Renewed.Fresh(FRESH);
            });
    assertThat(renewed).isInstanceOf(Renewed.NotNow.class);
    inFile.set(kept.read());
    queue.execute("UPDATE vault_key SET key_id = key_id - 1");

    assertThat(node.of(ME)).contains(FRESH);
  }

  private static Keys readFrom(AtomicReference<Keyring> ring) {
    return new Keys() {
      @Override
      public Keyring read() {
        return Objects.requireNonNull(ring.get());
      }

      @Override
      public Keyring change(UnaryOperator<Keyring> change) {
        throw new AssertionError("no key is to be made");
      }

      @Override
      public String place() {
        return "here";
      }
    };
  }

  private Renewal fresh() {
    return current -> {
      assertThat(current).isEqualTo(STALE);
      asked.incrementAndGet();
      return new Renewed.Fresh(FRESH);
    };
  }

  /** Somebody begins to ask and never comes back. */
  private void dies(Duration lease) {
    boolean began =
        queue
            .database()
            .lend(
                c ->
                    KeptCredentials.take(
                        c, KeptCredentials.find(c, ME).orElseThrow(), UUID.randomUUID(), lease));
    assertThat(began).isTrue();
  }

  private Vault node(Connections connections, VaultSettings settings) {
    return new Vault(new Database(connections), keys, settings);
  }

  private void keep(Credential credential) {
    queue.database().transact(c -> vault.keep(c, credential, QueueFixture.ACTOR));
  }
}
