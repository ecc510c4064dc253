package dev.belfry.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Credentials.Renewed;
import dev.belfry.post.AccountName;
import dev.belfry.post.NotPossible;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseUnreachable;
import dev.belfry.testing.LostCommits;
import dev.belfry.testing.MemoryKeys;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.SwitchedConnections;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
final class RekeyTest {
  private static final AccountName ME = AccountName.parse("x:me");
  private static final AccountName OTHER = AccountName.parse("x:other");

  private final DataSource source;
  private final QueueFixture queue;
  private final MemoryKeys keys = new MemoryKeys();
  private final Vault vault;

  RekeyTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.vault = new Vault(queue.database(), keys);
  }

  @Test
  void everything_is_sealed_anew_and_the_old_key_is_gone() {
    logIn();
    MemoryKeys old = keys.copy();

    assertThat(vault.rekey()).isEqualTo(2);

    assertThat(keys.read().size()).isEqualTo(1);
    assertThat(keys.read().newest().id()).isNotEqualTo(old.read().newest().id());
    assertAllOpen(keys);
    assertThatThrownBy(() -> new Vault(queue.database(), old).of(ME))
        .isInstanceOf(CredentialsUnreadable.class);
  }

  @Test
  void a_node_that_has_the_old_key_in_mind_goes_on_with_the_new_one() {
    logIn();
    Vault node = new Vault(new Database(Connections.of(source)), keys);
    Credential stale = node.of(ME).orElseThrow();

    assertThat(vault.rekey()).isEqualTo(2);

    assertThat(node.of(ME)).contains(stale);
    Credential fresh = stale.renewed("{\"token\":\"fresh\"}", null);
    assertThat(node.renew(stale, current -> new Renewed.Fresh(fresh)))
        .isEqualTo(new Renewed.Fresh(fresh));
    assertThat(new Vault(queue.database(), keys.copy()).of(ME)).contains(fresh);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_lost_commit_loses_nothing(boolean committed) {
    logIn();
    LostCommits lost = new LostCommits(Connections.of(source));
    Vault node = new Vault(new Database(lost), keys);
    lost.breakAt(0, committed);

    if (committed) {
      assertThat(node.rekey()).isEqualTo(2);
    } else {
      assertThatThrownBy(node::rekey).isInstanceOf(DatabaseUnreachable.class);
    }

    assertThat(keys.read().size()).isEqualTo(1);
    assertAllOpen(keys);
  }

  @Test
  void a_database_that_goes_away_before_anything_is_sealed_leaves_both_keys() {
    logIn();
    SwitchedConnections connections = new SwitchedConnections(Connections.of(source));
    Vault node = new Vault(new Database(connections), afterChange(() -> connections.up(false)));

    assertThatThrownBy(node::rekey).isInstanceOf(DatabaseUnreachable.class);

    assertThat(keys.read().size()).isEqualTo(2);
    assertAllOpen(keys);
    assertThat(vault.rekey()).isEqualTo(2);
    assertAllOpen(keys);
  }

  @Test
  void whoever_dies_before_the_old_key_is_given_up_leaves_that_to_the_next_time() {
    logIn();
    Vault node = new Vault(queue.database(), diesAtChange(2));
    assertThatThrownBy(node::rekey).isInstanceOf(Died.class);
    assertThat(keys.read().size()).isEqualTo(2);
    assertAllOpen(keys);

    assertThat(vault.rekey()).isEqualTo(2);

    assertThat(keys.read().size()).isEqualTo(1);
    assertAllOpen(keys);
  }

  @Test
  void what_can_t_be_opened_is_told_and_nothing_is_changed() {
    logIn();
    queue.execute(
        "UPDATE credentials SET server = 'https://elsewhere.example'"
            + " WHERE account_id = (SELECT id FROM accounts WHERE name = 'x:other')");
    int before = keys.read().newest().id();

    assertThatThrownBy(vault::rekey)
        .isInstanceOf(CredentialsUnreadable.class)
        .hasMessageContaining("x:other");

    assertThat(keys.read().size()).isEqualTo(1);
    assertThat(keys.read().newest().id()).isEqualTo(before);
    assertThat(new Vault(queue.database(), keys).of(ME)).isPresent();
  }

  @Test
  void a_new_key_for_one_database_leaves_another_s_alone() {
    logIn();
    try (TestDatabase second = TestPostgres.freshDatabase()) {
      QueueFixture there = new QueueFixture(second.dataSource());
      Vault its = new Vault(there.database(), keys);
      keep(there, its, ME);

      assertThat(vault.rekey()).isEqualTo(2);

      assertThat(new Vault(there.database(), keys.copy()).of(ME)).isPresent();
      assertAllOpen(keys);
    }
  }

  @Test
  void without_a_log_in_there_is_no_key_to_change() {
    assertThatThrownBy(vault::rekey).isInstanceOf(NotPossible.class);
    assertThat(keys.read().size()).isZero();
  }

  private void logIn() {
    keep(queue, vault, ME);
    keep(queue, vault, OTHER);
  }

  private static void keep(QueueFixture where, Vault with, AccountName name) {
    where.account(name.toString());
    Credential credential = VaultTest.credential(name, "{\"token\":\"of %s\"}".formatted(name));
    where.database().transact(c -> with.keep(c, credential, QueueFixture.ACTOR));
  }

  private void assertAllOpen(Keys with) {
    Vault afresh = new Vault(queue.database(), with);
    assertThat(List.of(ME, OTHER)).allSatisfy(name -> assertThat(afresh.of(name)).isPresent());
  }

  private Keys afterChange(Runnable happens) {
    return changing(count -> {}, happens);
  }

  private Keys diesAtChange(int number) {
    return changing(
        count -> {
          if (count == number) {
            throw new Died();
          }
        },
        () -> {});
  }

  private Keys changing(Consumer<Integer> before, Runnable after) {
    return new Keys() {
      private int changes;

      @Override
      public Keyring read() {
        return keys.read();
      }

      @Override
      public Keyring change(UnaryOperator<Keyring> change) {
        before.accept(++changes);
        Keyring changed = keys.change(change);
        after.run();
        return changed;
      }

      @Override
      public String place() {
        return keys.place();
      }
    };
  }

  /** Stands for SIGKILL: nothing after it runs. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }
}
