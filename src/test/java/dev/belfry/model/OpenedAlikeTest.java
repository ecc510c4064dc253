package dev.belfry.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.audit.FindOpenAttempts;
import dev.belfry.audit.OpenAttempts;
import dev.belfry.model.Node.Stage;
import dev.belfry.post.Network;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Request;
import dev.belfry.queue.Claim;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.EndDeliveries;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.queue.LowWater;
import dev.belfry.queue.Portion;
import dev.belfry.queue.Reach;
import dev.belfry.queue.TakenLease;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Wherever in the model a lease is taken, kept or given back, something claimed, put back or ended,
 * or an attempt opened, and wherever that must not be, the program does the same on a real
 * Postgres: {@link Opening} is no more than what the statements do.
 */
@ExtendWith(PostgresExtension.class)
final class OpenedAlikeTest {
  private static final Instant NOON = StoredDatabases.DUE;
  private static final Duration LONG = Duration.ofHours(1);
  private static final long NODE = 7;
  private static final String UNIQUE_VIOLATION = "23505";

  /** What nodes find that have no lease. */
  private static final Set<Situation> UNLEASED = new LinkedHashSet<>();

  /** What nodes find that have a lease, or had one before they were frozen. */
  private static final Set<Situation> LEASED = new LinkedHashSet<>();

  /** What nodes find that are about to open an attempt. */
  private static final Set<Situation> AT_PART = new LinkedHashSet<>();

  private final QueueFixture queue;

  OpenedAlikeTest(DataSource source) {
    this.queue = new QueueFixture(source);
  }

  @BeforeAll
  static void gather() {
    Set<Situation> unleased = new LinkedHashSet<>();
    Set<Situation> leased = new LinkedHashSet<>();
    Set<Situation> atPart = new LinkedHashSet<>();
    MetStates.forEach(
        /* withKey= */ 2,
        (rules, state) -> {
          unleased.add(Situation.of(rules, state, /* token= */ 0));
          for (Node node : List.of(state.a(), state.b())) {
            if (!node.is(Stage.IDLE)) {
              leased.add(Situation.of(rules, state, node.token()));
              addAtPart(atPart, rules, state.database(), node);
            }
          }
        });
    unleased.forEach(each -> UNLEASED.add(each.simplest()));
    leased.forEach(each -> LEASED.add(each.simplest()));
    atPart.forEach(each -> AT_PART.add(each.simplest()));
    List<Situation> claimed = AT_PART.stream().filter(Situation::isItsTurn).toList();
    claimed.forEach(each -> AT_PART.add(each.withoutClaim()));
  }

  /** The attempt at the next part is opened in the transaction that records a success. */
  private static void addAtPart(Set<Situation> met, Rules rules, Database database, Node node) {
    if (node.is(Stage.CLAIMED)) {
      met.add(Situation.atPart(database, node.token(), node.part()));
    } else if (node.is(Stage.ANSWERED) && node.knowsSuccess() && node.part() < Database.PARTS) {
      Database settled = Settling.own(rules, database, node);
      boolean isRecorded =
          !settled.equals(database) && settled.attempt(node.attempt()).is(Status.POSTED);
      if (isRecorded) {
        met.add(Situation.atPart(settled, node.token(), node.part() + 1));
      }
    }
  }

  @Test
  void enough_is_compared_and_every_kind_of_it() {
    assertThat(UNLEASED)
        .anyMatch(each -> each.before().held())
        .anyMatch(each -> !each.before().held() && each.isThereWork())
        .anyMatch(each -> !each.before().held() && !each.isThereWork());
    assertThat(LEASED)
        .anyMatch(Situation::mayClaim)
        .anyMatch(each -> each.isItsLease() && !each.mayClaim())
        .anyMatch(Situation::mayPutBack)
        .anyMatch(each -> each.isItsClaim() && each.before().hasOpen())
        .anyMatch(each -> each.before().claim() > each.token())
        .anyMatch(each -> each.before().token() == each.token() && !each.isItsLease())
        .anyMatch(each -> each.before().token() > each.token() && each.before().held());
    assertThat(AT_PART)
        .anyMatch(each -> each.part() == 1 && each.mayOpen())
        .anyMatch(each -> each.part() == 2 && each.mayOpen())
        .anyMatch(each -> each.isItsClaim() && !each.isItsLease())
        .anyMatch(each -> !each.isItsClaim() && each.isItsLease())
        .anyMatch(each -> each.isItsTurn() && each.hasAtPart(Status.OPEN))
        .anyMatch(each -> each.isItsTurn() && each.hasAtPart(Status.POSTED));
  }

  @Test
  void a_lease_that_ran_out_is_taken_over() {
    assertAlike(UNLEASED, (connection, all) -> takeOver(connection), Situation::takenOver);
  }

  @Test
  void a_lease_is_given_back_and_taken_over() {
    assertAlike(
        LEASED,
        (connection, all) -> {
          Leases.giveBack(connection, leases(all));
          return takeOver(connection);
        },
        Situation::givenBackAndTakenOver);
  }

  /** As {@code TakeAccounts} does. */
  private static Notes takeOver(Connection connection) throws SQLException {
    List<TakenLease> taken =
        Leases.take(
            connection, NODE, Reach.live(Set.of(Network.BLUESKY)), NOON, LONG, Integer.MAX_VALUE);
    FindOpenAttempts.putBackUnsent(connection, leases(taken, TakenLease::leftBehind));
    return seen(
        FindOpenAttempts.toLookInto(
            connection, leases(taken, each -> each.leftBehind() || each.inDoubt()), NOON));
  }

  private static List<Lease> leases(List<TakenLease> taken, Predicate<TakenLease> which) {
    return taken.stream().filter(which).map(TakenLease::lease).toList();
  }

  @Test
  void a_lease_is_renewed() {
    assertAlike(
        LEASED,
        (connection, all) -> {
          Notes notes = new Notes();
          Leases.renew(connection, leases(all), LONG)
              .forEach(lease -> notes.add(lease.account(), Situation.RENEWED));
          return notes;
        },
        Situation::renewed);
  }

  @Test
  void what_was_not_begun_is_put_back() {
    assertAlike(
        LEASED,
        (connection, all) -> {
          FindOpenAttempts.putBackUnsent(connection, leases(all));
          return new Notes();
        },
        Situation::putBack);
  }

  @Test
  void a_node_reads_back_what_it_has_opened() {
    assertAlike(
        LEASED,
        (connection, all) -> seen(FindOpenAttempts.under(connection, leases(all))),
        Situation::readBack);
  }

  /** As {@code OpenNext} does. */
  @Test
  void what_is_due_is_claimed_and_begun_or_ended() {
    assertAlike(
        LEASED,
        (connection, all) -> {
          List<Claim> claims =
              ClaimDue.claim(
                  connection, leases(all), NOON, Portion.single(all.size()), new LowWater());
          Map<Boolean, List<Claim>> byEnd =
              claims.stream().collect(Collectors.partitioningBy(each -> each.nextPart().isEmpty()));
          EndDeliveries.published(connection, requireNonNull(byEnd.get(true)));
          List<Claim> begun = requireNonNull(byEnd.get(false));
          OpenAttempts.ofClaims(
              connection, begun.stream().map(OpenedAlikeTest::attempt).toList(), "n");
          return parents(begun);
        },
        Situation::claimed);
  }

  private static dev.belfry.publish.Attempt attempt(Claim claim) {
    return new dev.belfry.publish.Attempt(
        claim, claim.nextPart().orElseThrow(), new Request("body", null));
  }

  private static Notes parents(List<Claim> claims) {
    Notes notes = new Notes();
    for (Claim claim : claims) {
      claim.sent().forEach(part -> notes.add(claim.delivery(), Situation.after(part.remoteId())));
    }
    return notes;
  }

  @Test
  void an_attempt_is_opened() {
    assertAlike(
        AT_PART,
        (connection, all) -> {
          Predicate<Placed> isBeside =
              each -> each.met().isItsTurn() && each.met().hasAtPart(Status.OPEN);
          open(connection, all.stream().filter(isBeside.negate()).toList());
          for (Placed each : all.stream().filter(isBeside).toList()) {
            openBeside(connection, each);
          }
          return new Notes();
        },
        Situation::opened);
  }

  private static void open(Connection connection, List<Placed> all) throws SQLException {
    List<dev.belfry.publish.Attempt> unused =
        OpenAttempts.following(
            connection,
            all.stream().map(each -> each.met().attempt(each.number())).toList(),
            leases(all),
            "n");
  }

  /** Beside one of the same part that is open the table itself has no room for another. */
  private static void openBeside(Connection connection, Placed each) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      open(connection, List.of(each));
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo(UNIQUE_VIOLATION);
      connection.rollback(before);
    }
  }

  /** What is told besides what stands in the tables, by number. */
  private static final class Notes {
    private final Map<Long, String> notes = new TreeMap<>();

    void add(long number, String note) {
      notes.merge(number, note, String::concat);
    }

    String of(long number) {
      return notes.getOrDefault(number, "");
    }
  }

  private static Notes seen(List<OpenAttempt> attempts) {
    Notes notes = new Notes();
    attempts.forEach(
        each -> notes.add(each.delivery(), Situation.seen(each.position(), each.number())));
    return notes;
  }

  /** A situation, and the number of its account and its delivery. */
  private record Placed(long number, Situation met) {}

  private static List<Lease> leases(List<Placed> all) {
    return all.stream().map(each -> each.met().lease(each.number())).toList();
  }

  @FunctionalInterface
  private interface Work {
    Notes with(Connection connection, List<Placed> all) throws SQLException;
  }

  private void assertAlike(
      Collection<Situation> met, Work program, Function<Situation, String> model) {
    List<Situation> situations = List.copyOf(met);
    List<Placed> all =
        IntStream.range(0, situations.size())
            .mapToObj(i -> new Placed(i + 1L, situations.get(i)))
            .toList();
    Notes notes =
        queue
            .database()
            .inTransaction(
                connection -> {
                  StoredDatabases.store(
                      connection,
                      all.stream().map(each -> each.met().stored(each.number())).toList());
                  return program.with(connection, all);
                });
    Map<Long, String> now = queue.database().lend(StoredDatabases::read);

    List<String> different = new ArrayList<>();
    for (Placed each : all) {
      String expected = model.apply(each.met());
      String came = now.get(each.number()) + notes.of(each.number());
      if (!came.equals(expected)) {
        different.add(
            "%s; lease %d, part %d. The model: %s. The program: %s"
                .formatted(
                    StoredDatabases.told(each.met().before()),
                    each.met().token(),
                    each.met().part(),
                    expected,
                    came));
      }
    }
    assertThat(different).isEmpty();
  }
}
