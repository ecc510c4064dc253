package dev.belfry.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.AccountName;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.MemoryKeys;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.SwitchedConnections;
import dev.belfry.testing.TestPostgres;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class VaultTest {
  private static final AccountName ME = AccountName.parse("x:me");
  private static final AccountName OTHER = AccountName.parse("x:other");
  private static final URI SERVER = URI.create("https://api.example.org");
  private static final String SECRET = "{\"token\":\"swordfish-41\"}";

  private final DataSource source;
  private final QueueFixture queue;
  private final MemoryKeys keys = new MemoryKeys();
  private final Database database;
  private final Vault vault;

  VaultTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.database = queue.database();
    this.vault = new Vault(database, keys);
  }

  @BeforeEach
  void addAccounts() {
    queue.account("x:me");
    queue.account("x:other");
  }

  @Test
  void what_is_kept_comes_back_whole() {
    Credential credential =
        credential(ME, SECRET)
            .renewed(SECRET, Instant.parse("2027-01-01T00:00:00Z"))
            .withFreshUntil(Instant.parse("2026-12-01T12:00:00Z"));
    keep(vault, credential);

    assertThat(vault.of(ME)).contains(credential);
    assertThat(anotherNode().of(ME)).contains(credential);
    assertThat(vault.of(OTHER)).isEmpty();
  }

  @Test
  void a_second_log_in_takes_the_place_of_the_first() {
    keep(vault, credential(ME, SECRET));
    Credential second = credential(ME, "{\"token\":\"second\"}");
    keep(vault, second);

    assertThat(vault.of(ME)).contains(second);
  }

  @Test
  void nobody_reads_it_in_the_database() {
    keep(vault, credential(ME, SECRET));

    assertThat(text("SELECT encode(sealed, 'escape') FROM credentials"))
        .isNotEmpty()
        .doesNotContain("swordfish");
    assertThat(text("SELECT c::text FROM credentials c")).doesNotContain("swordfish");
  }

  @Test
  void a_row_that_is_moved_to_another_account_is_of_no_use() {
    keep(vault, credential(ME, SECRET));
    queue.execute(
        "UPDATE credentials SET account_id = (SELECT id FROM accounts WHERE name = 'x:other')");

    assertThatThrownBy(() -> vault.of(OTHER))
        .isInstanceOf(CredentialsUnreadable.class)
        .hasMessageContaining("log in again: belfry account login x:other");
  }

  /** Else whoever writes to the database could have the secret sent to a server of theirs. */
  @Test
  void a_row_whose_server_was_changed_is_of_no_use() {
    keep(vault, credential(ME, SECRET));
    queue.execute("UPDATE credentials SET server = 'https://elsewhere.example'");

    assertThatThrownBy(() -> vault.of(ME)).isInstanceOf(CredentialsUnreadable.class);
  }

  @Test
  void a_row_whose_secret_was_changed_is_of_no_use() {
    keep(vault, credential(ME, SECRET));
    queue.execute("UPDATE credentials SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)");

    assertThatThrownBy(() -> vault.of(ME)).isInstanceOf(CredentialsUnreadable.class);
  }

  /** Who composes posts on a machine without the key measures them by the server's limits, too. */
  @Test
  void without_the_key_it_is_known_which_server_a_log_in_is_for() {
    keep(vault, credential(ME, SECRET));

    assertThat(new Vault(database, new MemoryKeys()).server(ME)).contains(SERVER);
    assertThat(vault.server(OTHER)).isEmpty();
  }

  @Test
  void what_another_key_sealed_is_told_and_nothing_is_sealed_beside_it() {
    keep(vault, credential(ME, SECRET));
    Vault elsewhere = new Vault(database, new MemoryKeys());

    assertThatThrownBy(() -> elsewhere.of(ME))
        .isInstanceOf(CredentialsUnreadable.class)
        .hasMessageContaining("which is not in the test's memory")
        .hasMessageContaining("BELFRY_KEY_FILE");
    assertThatThrownBy(elsewhere::makeReady).isInstanceOf(CredentialsUnreadable.class);
    assertThatThrownBy(() -> keep(elsewhere, credential(OTHER, SECRET)))
        .isInstanceOf(CredentialsUnreadable.class);
    assertThat(vault.of(ME)).isPresent();
  }

  @Test
  void whose_key_is_lost_logs_out_everywhere_and_begins_anew() {
    keep(vault, credential(ME, SECRET));
    keys.lose();
    Vault later = new Vault(database, keys);

    assertThat(database.<Boolean>inTransaction(c -> later.forget(c, ME))).isTrue();
    keep(later, credential(ME, "{\"token\":\"anew\"}"));

    assertThat(later.of(ME)).isPresent();
    assertThat(later.keyName()).isPresent();
  }

  @Test
  void two_first_log_ins_at_once_make_one_key() throws Exception {
    for (int round = 0; round < 5; round++) {
      queue.execute("DELETE FROM credentials");
      queue.execute("DELETE FROM vault_key");
      MemoryKeys fresh = new MemoryKeys();
      CyclicBarrier together = new CyclicBarrier(2);
      List<CompletableFuture<Void>> both = new ArrayList<>();
      for (AccountName name : List.of(ME, OTHER)) {
        Vault node = new Vault(new Database(Connections.of(source)), fresh);
        both.add(
            CompletableFuture.runAsync(
                () -> {
                  meet(together);
                  keep(node, credential(name, SECRET));
                }));
      }
      CompletableFuture.allOf(both.toArray(CompletableFuture[]::new)).get();

      assertThat(fresh.read().size()).isEqualTo(1);
      assertThat(new Vault(database, fresh).of(ME)).isPresent();
      assertThat(new Vault(database, fresh).of(OTHER)).isPresent();
    }
  }

  @Test
  void a_key_file_for_reading_only_does_with_the_key_that_it_has() {
    keep(vault, credential(ME, SECRET));
    try (var second = TestPostgres.freshDatabase()) {
      QueueFixture there = new QueueFixture(second.dataSource());
      there.account("x:me");
      Vault node = new Vault(there.database(), readOnly(keys));

      there.database().transact(c -> node.keep(c, credential(ME, SECRET), "me"));

      assertThat(node.of(ME)).isPresent();
    }
  }

  @Test
  void what_goes_stale_before_long_is_due_and_what_is_refused_is_not() {
    Instant now = instant("SELECT clock_timestamp() AS at");
    keep(vault, credential(ME, SECRET).withFreshUntil(now.plusSeconds(7200)));
    keep(vault, credential(OTHER, SECRET));
    assertThat(vault.due(Duration.ofMinutes(20))).isEmpty();

    queue.execute(
        "UPDATE credentials SET fresh_until = clock_timestamp() + interval '19 min',"
            + " logged_in_at = clock_timestamp() - interval '101 min' WHERE fresh_until IS NOT NULL");
    assertThat(vault.due(Duration.ofMinutes(20))).containsExactly(ME);

    queue.execute("UPDATE credentials SET refused_at = clock_timestamp(), refused_with = 'no'");
    assertThat(vault.due(Duration.ofMinutes(20))).isEmpty();
  }

  /** Else one that lives for ten minutes would be exchanged whenever somebody looks. */
  @Test
  void what_lives_short_is_due_at_half_of_its_life() {
    Instant now = instant("SELECT clock_timestamp() AS at");
    keep(vault, credential(ME, SECRET).withFreshUntil(now.plusSeconds(600)));
    assertThat(vault.due(Duration.ofMinutes(20))).isEmpty();

    queue.execute("UPDATE credentials SET logged_in_at = logged_in_at - interval '11 min'");
    assertThat(vault.due(Duration.ofMinutes(20))).containsExactly(ME);
  }

  @Test
  void an_account_that_is_removed_takes_its_secret_along() {
    keep(vault, credential(ME, SECRET));

    database.transact(c -> Accounts.remove(c, ME));

    assertThat(text("SELECT count(*)::text FROM credentials")).isEqualTo("0");
  }

  @Test
  void no_secret_is_in_what_is_printed_of_anything() {
    Credential credential = credential(ME, SECRET);
    keep(vault, credential);
    KeptCredential kept = database.lend(c -> KeptCredentials.find(c, ME)).orElseThrow();
    Keyring ring = keys.read();

    String key = ring.json().replaceAll("(?s).*\"value\": ?\"([^\"]+)\".*", "$1");
    assertThat(key).hasSizeGreaterThan(30);
    assertThat(List.of(credential, kept, kept.sealed(), ring, ring.newest(), vault).toString())
        .doesNotContain("swordfish")
        .doesNotContain(key);
    assertThat(new Credentials.Renewed.Fresh(credential).toString()).doesNotContain("swordfish");
  }

  @Test
  void a_database_that_is_away_is_told_as_what_it_is() {
    keep(vault, credential(ME, SECRET));
    var connections = new SwitchedConnections(Connections.of(source));
    Vault node = new Vault(new Database(connections), keys);
    connections.up(false);

    assertThatThrownBy(() -> node.of(ME))
        .isInstanceOf(CredentialsUnreadable.class)
        .hasMessage("the log-in of x:me can't be read now: the database is away");
  }

  private Vault anotherNode() {
    return new Vault(new Database(Connections.of(source)), keys.copy());
  }

  private static Keys readOnly(Keys keys) {
    return new Keys() {
      @Override
      public Keyring read() {
        return keys.read();
      }

      @Override
      public Keyring change(UnaryOperator<Keyring> change) {
        throw new CredentialsUnreadable("it is for reading only");
      }

      @Override
      public String place() {
        return keys.place();
      }
    };
  }

  private void keep(Vault with, Credential credential) {
    database.transact(c -> with.keep(c, credential, QueueFixture.ACTOR));
  }

  static Credential credential(AccountName account, String secret) {
    return new Credential(account, "scripted", SERVER, "id-1", secret, null);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String text(String sql) {
    return database.lend(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            return Rows.first(statement, row -> row.getString(1)).orElseThrow();
          }
        });
  }

  private Instant instant(String sql) {
    return database.lend(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            return Rows.first(statement, row -> row.getTimestamp(1).toInstant()).orElseThrow();
          }
        });
  }
}
