package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.account.MonthlyCaps;
import dev.belfry.audit.BillingMonth;
import dev.belfry.audit.Spent;
import dev.belfry.compose.XPrices;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.Dollars;
import dev.belfry.post.PostId;
import dev.belfry.publish.Outcome;
import dev.belfry.queue.DatabaseClock;
import dev.belfry.queue.HoldDeliveries;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.RowsRead;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts that may cost only so much in a month; a post without a link costs 1.5 cents. */
@ExtendWith(PostgresExtension.class)
final class MonthlyCapTest {
  private final ScriptedPublishers network = new ScriptedPublishers();
  private final QueueFixture queue;

  /** The history goes by the database's time, and the months with it. */
  private final Instant now;

  private final SettableClock clock;
  private final ScriptedNode node;

  MonthlyCapTest(DataSource source) {
    queue = new QueueFixture(source);
    now = new DatabaseClock(queue.database(), () -> Instant.EPOCH).instant();
    clock = new SettableClock(now);
    node = new ScriptedNode(queue, network, clock);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x:me", "dry-run:x:me"})
  void what_would_pass_the_cap_is_held_and_says_so(String name) {
    Account account = capped(name, "0.03");
    List<PostId> posts = Stream.of("one", "two", "three").map(queue::post).toList();
    posts.forEach(post -> queue.schedule(post, account, now));

    node.pass();

    assertThat(posts.stream().map(this::state))
        .containsExactly(DeliveryState.PUBLISHED, DeliveryState.PUBLISHED, DeliveryState.HELD);
    assertThat(delivery(posts.get(2)).reason())
        .startsWith("it would cost about $0.015 by the prices of ")
        .contains(", and $0.03 of the $0.03 that " + name + " may cost in ");
    assertThat(queue.history())
        .filteredOn(event -> event.event().equals("held"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).isEqualTo(delivery(posts.get(2)).reason()));
  }

  @Test
  void who_resumes_it_lets_that_one_go_out_and_no_other() {
    Account account = capped("x:me", "0.01");
    PostId wanted = queue.post("wanted");
    long delivery = queue.schedule(wanted, account, now);
    node.pass();
    assertThat(state(wanted)).isEqualTo(DeliveryState.HELD);

    queue
        .database()
        .inTransaction(c -> HoldDeliveries.resume(c, List.of(delivery), now, QueueFixture.ACTOR));
    PostId other = queue.post("other");
    queue.schedule(other, account, now);
    node.pass();

    assertThat(state(wanted)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(state(other)).isEqualTo(DeliveryState.HELD);
  }

  @Test
  void a_link_costs_more_and_a_cheaper_post_behind_it_goes_out() {
    Account account = capped("x:me", "0.10");
    PostId link = queue.post("see example.com");
    PostId plain = queue.post("plain");
    queue.schedule(link, account, now.minusMillis(1));
    queue.schedule(plain, account, now);

    node.pass();

    assertThat(state(link)).isEqualTo(DeliveryState.HELD);
    assertThat(state(plain)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void what_comes_due_while_its_node_is_at_the_account_is_judged_too() {
    Account account = capped("x:me", "0.015");
    queue.schedule(queue.post("one"), account, now);
    PostId[] second = new PostId[1];
    network.thenMeanwhile(
        () -> {
          second[0] = queue.post("two");
          queue.schedule(second[0], account, now);
        });

    node.pass();

    assertThat(network.accepted()).containsExactly("one");
    assertThat(state(second[0])).isEqualTo(DeliveryState.HELD);
  }

  @Test
  void a_new_month_begins_at_nothing() {
    Account account = capped("x:me", "0.015");
    queue.schedule(queue.post("one"), account, now);
    node.pass();
    clock.tick(Duration.ofDays(32));
    PostId next = queue.post("next month");
    queue.schedule(next, account, clock.instant());

    node.pass();

    assertThat(state(next)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_thread_that_was_begun_is_finished() {
    Account account = queue.account("x:me");
    PostId thread = queue.post("one", "two");
    long delivery = queue.schedule(thread, account, now);
    network.then(ScriptedPublishers.posted(delivery, 1)).then(new Outcome.Refused("later", true));
    node.pass();
    cap(account, "0.01");
    clock.tick(Duration.ofMinutes(5));

    node.pass();

    assertThat(state(thread)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void what_may_be_live_counts_as_if_it_were() {
    Account account = capped("x:me", "0.02");
    network.then(new Outcome.Unconfirmed("timeout"));
    queue.schedule(queue.post("in doubt"), account, now.minusMillis(1));
    PostId other = queue.post("other");
    queue.schedule(other, account, now);

    node.pass();

    assertThat(state(other)).isEqualTo(DeliveryState.HELD);
  }

  @Test
  void what_an_account_has_cost_is_counted_without_reading_what_others_did_that_month() {
    Account account = capped("x:me", "1");
    queue.schedule(queue.post("one"), account, now);
    node.pass();
    queue.execute(
        """
        INSERT INTO history (event, post_id, account, part, actor)
        SELECT event, 1000 + n, account, 1, 'n'
        FROM generate_series(1, 2000) AS n
        CROSS JOIN unnest('{attempted,published,retracted}'::text[]) AS e (event)
        CROSS JOIN unnest('{x:other,dry-run:x:me}'::text[]) AS a (account)
        """);
    queue.execute("ANALYZE history");
    BillingMonth month = BillingMonth.at(now, ZoneOffset.UTC);

    queue
        .database()
        .transact(
            connection -> {
              Spent spent = Spent.in(connection, account, month, XPrices.builtIn());
              assertThat(spent.posts()).isEqualTo(1);
              assertThat(spent.deleted()).isZero();
              assertThat(RowsRead.of(connection, "history")).as("of 12,000").isLessThan(30);
            });
    assertThat(indexed()).as("no dry run's").isEqualTo(1 + 2 * 2000);
  }

  /** How many rows the index on what is billed has. */
  private long indexed() {
    return queue.number("SELECT reltuples FROM pg_class WHERE relname = 'history_billed'");
  }

  @Test
  void many_nodes_together_do_not_pass_it() {
    Account account = capped("x:me", "0.045");
    List<PostId> posts = IntStream.range(0, 8).mapToObj(i -> queue.post("post " + i)).toList();
    posts.forEach(post -> queue.schedule(post, account, now));

    CompletableFuture.allOf(
            IntStream.range(0, 3)
                .mapToObj(i -> new ScriptedNode(queue, network, clock))
                .map(each -> CompletableFuture.runAsync(each::pass))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(network.accepted()).hasSize(3);
    assertThat(posts.stream().map(this::state).filter(DeliveryState.HELD::equals)).hasSize(5);
  }

  private Account capped(String name, String most) {
    Account account = queue.account(name);
    cap(account, most);
    return account;
  }

  private void cap(Account account, String most) {
    Dollars dollars = Dollars.of(most).orElseThrow();
    queue.database().transact(c -> MonthlyCaps.set(c, account, dollars));
  }

  private DeliveryState state(PostId post) {
    return delivery(post).state();
  }

  private StoredDelivery delivery(PostId post) {
    return queue.read(post).deliveries().get(0);
  }
}
