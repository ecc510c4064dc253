package dev.belfry.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class AccountsTest {
  private static final AccountName NAME = AccountName.parse("dry-run:x:one");
  private static final AccountSettings SETTINGS =
      new AccountSettings(
          ZoneId.of("Asia/Kathmandu"),
          true,
          LatePolicy.SKIP,
          Duration.ofMinutes(90),
          Duration.ofSeconds(20),
          WhenAbsent.RESEND);

  private final QueueFixture queue;

  AccountsTest(DataSource source) {
    this.queue = new QueueFixture(source);
  }

  @Test
  void adding_again_keeps_the_account_and_changes_its_settings() {
    assertThat(add(AccountSettings.DEFAULT)).isTrue();
    Account before = queue.database().lend(c -> Accounts.get(c, NAME));
    assertThat(add(SETTINGS)).isFalse();

    assertThat(before.settings()).isEqualTo(AccountSettings.DEFAULT);
    assertThat(queue.database().lend(Accounts::all))
        .containsExactly(new Account(before.id(), NAME, SETTINGS));
  }

  @Test
  void what_a_server_said_of_its_limits_is_kept_with_the_account_and_gets_old() {
    AccountName live = AccountName.parse("mastodon:ann@example.social");
    Account account = queue.account(live.toString());
    Instant noon = Instant.parse("2026-12-01T12:00:00Z");
    ServerLimits limits =
        new ServerLimits(5_000, 25, 6, 1_000, 1, 2, 3, 4, Set.of("image/png", "image/gif"), noon);
    assertThat(asked(noon)).containsExactly(account);

    queue.database().transact(c -> Accounts.keepLimits(c, live, limits));

    assertThat(queue.database().lend(c -> Accounts.get(c, live)).limits()).isEqualTo(limits);
    assertThat(asked(noon)).isEmpty();
    assertThat(asked(noon.plusSeconds(1))).hasSize(1);
  }

  private List<Account> asked(Instant before) {
    return queue.database().lend(c -> Accounts.withLimitsFromBefore(c, Network.MASTODON, before));
  }

  @Test
  void an_account_with_posts_in_the_queue_is_not_removed() {
    Account account = queue.account(NAME.toString());
    PostId post = queue.post("hello");
    queue.schedule(post, account, Instant.parse("2026-12-01T12:00:00Z"));

    assertThatThrownBy(this::remove)
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("belfry queue");

    queue.execute("DELETE FROM waiting");
    remove();
    assertThat(queue.database().lend(Accounts::all)).isEmpty();
    assertThatThrownBy(this::remove)
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("belfry account add dry-run:x:one");
  }

  @Test
  void an_account_that_was_removed_comes_back_as_the_same() {
    Account before = queue.account(NAME.toString());
    remove();

    assertThat(add(SETTINGS)).isTrue();
    assertThat(queue.database().lend(c -> Accounts.get(c, NAME)).id()).isEqualTo(before.id());
  }

  private boolean add(AccountSettings settings) {
    return queue.database().inTransaction(c -> Accounts.add(c, NAME, settings, QueueFixture.ACTOR));
  }

  private void remove() {
    queue.database().transact(c -> Accounts.remove(c, NAME));
  }
}
