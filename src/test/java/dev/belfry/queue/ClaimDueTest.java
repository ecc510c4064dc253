package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.Network;
import dev.belfry.post.PostId;
import dev.belfry.queue.RenderedParts.Rendering;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@link Leases}, {@link ClaimDue}, {@link SetAside#claimed} and {@link JudgeLate}: who may release
 * what, and when.
 */
@ExtendWith(PostgresExtension.class)
final class ClaimDueTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final long NODE = 1;
  private static final long RIVAL = 2;
  private static final Duration LONG = Duration.ofMinutes(5);

  private final DataSource source;
  private final QueueFixture queue;
  private final Account account;

  ClaimDueTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.account = queue.account("dry-run:x:one");
  }

  @Test
  void an_account_is_leased_to_one_node_at_a_time_under_a_growing_token() {
    due("hello");
    Lease first = take().get(0);
    assertThat(take()).isEmpty();

    giveBack(first);
    Lease second = take().get(0);
    runsOut();
    Lease third = take().get(0);

    assertThat(List.of(first.token(), second.token(), third.token())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_lease_that_was_lost_is_neither_renewed_nor_given_back_nor_claimed_under() {
    due("hello");
    Lease lost = take().get(0);
    assertThat(renew(lost)).containsExactly(lost);
    runsOut();

    assertThat(renew(lost)).as("run out").isEmpty();
    assertThat(claim(List.of(lost), 10)).as("run out").isEmpty();

    Lease theirs = take().get(0);
    giveBack(lost);

    assertThat(renew(lost)).as("taken").isEmpty();
    assertThat(claim(List.of(lost), 10)).as("taken").isEmpty();
    assertThat(renew(theirs)).containsExactly(theirs);
  }

  @Test
  void two_nodes_that_take_at_once_get_different_accounts() throws Exception {
    due("hello");
    Account other = queue.account("dry-run:x:two");
    try (Rival rival = new Rival(source)) {
      List<Lease> theirs =
          rival.does(c -> leases(Leases.take(c, RIVAL, Reach.DRY_RUN, NOON, LONG, /* most= */ 1)));
      queue.schedule(queue.post("for two"), other, NOON);

      assertThat(theirs).extracting(Lease::account).containsExactly(account.id());
      assertThat(take()).extracting(Lease::account).containsExactly(other.id());
      rival.commits();
    }
    assertThat(take()).isEmpty();
  }

  @Test
  void nothing_is_leased_that_has_nothing_due_or_must_wait_or_goes_elsewhere() {
    Account live = queue.account("mastodon:me@example.social");
    queue.schedule(queue.post("live"), live, NOON);
    queue.schedule(queue.post("later"), account, NOON.plusMillis(1));
    assertThat(take()).as("not due, not ours").isEmpty();
    assertThat(take(NOON, Network.X)).as("another network").isEmpty();

    due("now");
    queue.execute("UPDATE leases SET not_before = '2026-12-01 12:00:01Z'");
    assertThat(take()).as("must wait").isEmpty();
    assertThat(take(at(1), Network.MASTODON)).hasSize(2);
  }

  @Test
  void the_earliest_run_of_each_account_is_claimed_in_due_order() {
    Account other = queue.account("dry-run:x:two");
    List<Long> due =
        IntStream.range(0, 5)
            .mapToObj(i -> queue.schedule(queue.post("one " + i), account, at(-i)))
            .toList();
    long sameInstant = queue.schedule(queue.post("one 0 again"), account, at(0));
    long ofOther = queue.schedule(queue.post("two"), other, at(-2));
    List<Lease> leases = take();

    assertThat(claim(leases, 4))
        .extracting(Claim::delivery)
        .containsExactly(due.get(4), due.get(3), due.get(2), due.get(1), ofOther);
    assertThat(claim(leases, 4))
        .extracting(Claim::delivery)
        .containsExactly(due.get(0), sameInstant);
    assertThat(claim(leases, 4)).isEmpty();
  }

  @Test
  void a_thread_is_the_last_of_its_account_that_is_claimed() {
    Account other = queue.account("dry-run:x:two");
    long single = queue.schedule(queue.post("single"), account, at(-4));
    long thread = queue.schedule(queue.post("thread", "part two"), account, at(-3));
    long next = queue.schedule(queue.post("next", "part two"), account, at(-2));
    long last = queue.schedule(queue.post("last"), account, at(-1));
    long ofOther = queue.schedule(queue.post("of the other"), other, at(0));
    List<Lease> leases = take();

    assertThat(claim(leases, 10))
        .extracting(Claim::delivery)
        .containsExactly(single, thread, ofOther);
    assertThat(claim(leases, 10)).extracting(Claim::delivery).containsExactly(next);
    assertThat(claim(leases, 10)).extracting(Claim::delivery).containsExactly(last);
  }

  @Test
  void what_became_a_thread_while_it_waited_is_claimed_as_one_and_the_other_way_round() {
    long grown = queue.schedule(queue.post("one"), account, at(-3));
    long shrunk = queue.schedule(queue.post("one", "two"), account, at(-2));
    long last = queue.schedule(queue.post("last"), account, at(-1));
    queue
        .database()
        .transact(
            c ->
                RenderedParts.replace(
                    c,
                    List.of(
                        new Rendering(grown, List.of("one", "and two"), 1, null),
                        new Rendering(shrunk, List.of("only one"), 1, null))));
    List<Lease> leases = take();

    List<Claim> first = claim(leases, 10);
    assertThat(first).extracting(Claim::delivery).containsExactly(grown);
    assertThat(first.get(0).bodies()).containsExactly("one", "and two");
    List<Claim> rest = claim(leases, 10);
    assertThat(rest).extracting(Claim::delivery).containsExactly(shrunk, last);
    assertThat(rest.get(0).bodies()).containsExactly("only one");
  }

  @Test
  void a_delivery_that_somebody_is_changing_is_left_for_the_next_pass() throws Exception {
    PostId edited = queue.post("edited");
    queue.schedule(edited, account, at(-1));
    long other = due("other");
    List<Lease> leases = take();
    try (Rival rival = new Rival(source)) {
      StoredPost seen = queue.read(edited);
      rival.does(
          connection -> {
            EditPost.edit(connection, seen, seen.post(), "rival");
            return true;
          });

      assertThat(claim(leases, 10)).extracting(Claim::delivery).containsExactly(other);
      rival.commits();
    }
    assertThat(claim(leases, 10)).extracting(Claim::post).containsExactly(edited);
  }

  @Test
  void a_claim_that_began_before_a_change_does_not_send_what_was_changed() throws Exception {
    long edited = due("a tpyo");
    List<Lease> leases = take();
    List<Claim> claimed;
    try (Rival holder = new Rival(source)) {
      holder.runs("SELECT 1 FROM leases FOR UPDATE");
      CompletableFuture<List<Claim>> claiming = holder.blocks(() -> claim(leases, 10));
      List<Rendering> changed = List.of(new Rendering(edited, List.of("a typo"), 1, null));
      queue.database().transact(c -> RenderedParts.replace(c, changed));
      holder.commits();
      claimed = claiming.join();
    }

    assertThat(claimed).isEmpty();
    assertThat(claim(leases, 10)).flatExtracting(Claim::bodies).containsExactly("a typo");
  }

  @Test
  void a_claim_tells_which_tries_at_its_next_part_may_have_arrived() {
    long delivery = due("hello");
    List<Lease> leases = take();
    assertThat(claim(leases, 1))
        .singleElement()
        .satisfies(claim -> assertThat(claim.tries()).isZero());
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, correlation,
                              opened_at, settled_at, outcome)
        SELECT %d, 1, number, 1, 'n', body, sha256('b'), 'key ' || number,
               timestamptz '2026-12-01 12:00:00Z' + number * interval '1 min',
               timestamptz '2026-12-01 13:00:00Z' + number * interval '1 min', outcome
        FROM unnest(ARRAY['refused', 'absent', 'absent', 'absent', 'not_sent'],
                    ARRAY['a', 'z', 'b', 'z', 'c'])
          WITH ORDINALITY AS t (outcome, body, number)
        """
            .formatted(delivery));
    queue.execute("UPDATE waiting SET state = 'scheduled', claim = NULL");

    assertThat(claim(leases, 1))
        .singleElement()
        .returns(
            new AbsentTries(NOON.plusSeconds(120), NOON.plusSeconds(3_840), List.of("b", "z")),
            Claim::absent)
        .returns("key 5", Claim::correlation)
        .returns(5, Claim::tries);
  }

  @Test
  void what_was_clearly_refused_is_tried_anew_and_not_under_the_old_key() {
    long delivery = due("hello");
    List<Lease> leases = take();
    assertThat(claim(leases, 1)).hasSize(1);
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, correlation,
                              settled_at, outcome)
        SELECT %d, 1, number, 1, 'n', 'b', sha256('b'), 'key ' || number, now(), outcome
        FROM unnest(ARRAY['deferred', 'not_sent', 'account_refused', 'refused'])
          WITH ORDINALITY AS t (outcome, number)
        """
            .formatted(delivery));
    queue.execute("UPDATE waiting SET state = 'scheduled', claim = NULL");

    assertThat(claim(leases, 1))
        .singleElement()
        .satisfies(claim -> assertThat(claim.correlation()).isNull())
        .satisfies(claim -> assertThat(claim.tries()).isEqualTo(4));
  }

  @Test
  void lateness_counts_only_before_the_first_attempt() {
    PostId late = queue.post("late");
    PostId begun = queue.post("begun");
    queue.schedule(late, account, at(-3601));
    long delivery = queue.schedule(begun, account, at(-3601));
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome)
        VALUES (%d, 1, 1, 1, 'n', 'b', sha256('b'), now(), 'deferred')
        """
            .formatted(delivery));
    due("in time");

    List<Lease> leases = take();
    queue.database().transact(c -> JudgeLate.judge(c, leases, NOON, "n1"));

    assertThat(state(late)).isEqualTo(DeliveryState.HELD);
    assertThat(state(begun)).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(claim(leases, 10)).hasSize(2);
    assertThat(queue.history())
        .filteredOn(event -> event.event().equals("held"))
        .extracting(event -> event.post())
        .containsExactly(late.number());
  }

  @Test
  void a_claim_is_a_heap_only_update() {
    for (int i = 0; i < 40; i++) {
      due("post " + i);
    }
    List<Lease> leases = take();

    queue
        .database()
        .transact(
            c -> {
              assertThat(ClaimDue.claim(c, leases, NOON, new Portion(40, 40), new LowWater()))
                  .hasSize(40);
              assertThat(updates(c)).isEqualTo(new Updates(40, 40));
            });
  }

  private record Updates(long all, long heapOnly) {}

  /** What this very transaction has done; the table's totals are told late. */
  private static Updates updates(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables
                WHERE relname = 'waiting'
                """)) {
      row.next();
      return new Updates(row.getLong(1), row.getLong(2));
    }
  }

  @Test
  void a_claim_is_held_whatever_its_reason_quotes_and_only_while_it_is_in_hand() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    Claim lost = claim(take(), 1).get(0);
    queue.execute("UPDATE waiting SET claim = claim + 1");
    hold(lost);
    assertThat(state(post)).isEqualTo(DeliveryState.CLAIMED);

    queue.execute("UPDATE waiting SET claim = claim - 1");
    hold(lost);
    hold(lost);

    assertThat(state(post)).isEqualTo(DeliveryState.HELD);
    assertThat(queue.read(post).deliveries().get(0).reason()).isEqualTo("near \ufffd");
    assertThat(queue.told("held")).hasSize(1);
  }

  private void hold(Claim claim) {
    queue.database().transact(c -> SetAside.claimed(c, claim, "near \0", "n1"));
  }

  private long due(String text) {
    return queue.schedule(queue.post(text), account, NOON);
  }

  private static Instant at(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  private List<Lease> take() {
    return take(NOON);
  }

  private List<Lease> take(Instant now, Network... live) {
    return queue
        .database()
        .inTransaction(
            c -> {
              List<Lease> all = new ArrayList<>();
              for (Reach reach : List.of(Reach.DRY_RUN, Reach.live(Set.of(live)))) {
                all.addAll(leases(Leases.take(c, NODE, reach, now, LONG, 10)));
              }
              return all;
            });
  }

  private static List<Lease> leases(List<TakenLease> taken) {
    return taken.stream().map(TakenLease::lease).toList();
  }

  private List<Lease> renew(Lease lease) {
    return queue.database().lend(c -> Leases.renew(c, List.of(lease), LONG));
  }

  private void giveBack(Lease lease) {
    queue.database().transact(c -> Leases.giveBack(c, List.of(lease)));
  }

  private void runsOut() {
    queue.execute("UPDATE leases SET held_until = clock_timestamp() - interval '1 ms'");
  }

  private List<Claim> claim(List<Lease> leases, int run) {
    return queue
        .database()
        .inTransaction(c -> ClaimDue.claim(c, leases, NOON, new Portion(run, 100), new LowWater()));
  }

  private DeliveryState state(PostId post) {
    StoredDelivery only = queue.read(post).deliveries().get(0);
    return only.state();
  }
}
