package dev.belfry.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Terms;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.ParseMoment;
import dev.belfry.schedule.ReadSchedule;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What waits was resolved by data of the year 2000, an hour beside what this Java says. */
@ExtendWith(PostgresExtension.class)
final class FollowZoneRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant MEANT = Instant.parse("2026-12-01T08:00:00Z");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private final QueueFixture queue;
  private final Account account;
  private final Schedules schedules = new Schedules(QuartzCron::read);
  private final ParseMoment parse = new ParseMoment(InstantSource.fixed(NOW));

  FollowZoneRulesTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.account = queue.account("dry-run:x:one");
  }

  @Test
  void the_wall_time_stays_and_the_instant_follows_the_new_rules() {
    save("by wall", parse.at("--at", "2026-12-01 09:00", PARIS, false));
    save("by offset", parse.at("--at", "2026-12-01T09:00+01:00", PARIS, false));
    save("by amount", parse.in("--in", "7d", PARIS));
    resolvedByOldRules();

    List<MovedPost> moved = follow("2001a");

    assertThat(moved)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.post().number()).isEqualTo(1);
              assertThat(each.from().instant()).isEqualTo("2026-12-01T09:00:00Z");
              assertThat(each.to().instant()).isEqualTo(MEANT);
            });
    assertThat(queue.database().lend(ListDeliveries::queue))
        .extracting(QueuedDelivery::text, QueuedDelivery::dueAt)
        .containsExactly(
            tuple("by wall", MEANT), tuple("by offset", MEANT), tuple("by amount", MEANT));
    assertThat(queue.history())
        .anyMatch(each -> String.valueOf(each.detail()).contains("others since 2001a"));
    assertThat(follow("2001a")).as("once is enough").isEmpty();
  }

  @Test
  void a_slot_follows_too_and_stays_the_same_slot() {
    String file =
        "name: daily\naccounts: dry-run:x:one\nzone: Europe/Paris\nslots: [{times: '12:00'}]\n";
    queue
        .database()
        .transact(
            connection ->
                Schedules.put(
                    connection,
                    ReadSchedule.read(file, QuartzCron::read),
                    file,
                    List.of(account),
                    QueueFixture.ACTOR));
    save("in a slot", slot());
    resolvedByOldRules();

    assertThat(follow("2001a")).hasSize(1);

    QueuedDelivery delivery = queue.database().lend(ListDeliveries::queue).get(0);
    assertThat(delivery.dueAt()).isEqualTo("2026-11-24T11:00:00Z");
    assertThat(String.valueOf(delivery.slot())).contains("daily", "2026-11-24T12:00");
  }

  @Test
  void older_data_than_what_was_used_changes_nothing() {
    save("by wall", parse.at("--at", "2026-12-01 09:00", PARIS, false));
    resolvedByOldRules();

    assertThat(follow("1999c")).isEmpty();
    assertThat(follow("2000a")).isEmpty();
  }

  @Test
  void where_nobody_knows_by_what_it_was_resolved_it_stays_and_the_version_is_noted() {
    save("by wall", parse.at("--at", "2026-12-01 09:00", PARIS, false));
    queue.execute("UPDATE deliveries SET planned_at = planned_at + interval '1 hour'");

    assertThat(follow(FollowZoneRules.version())).isEmpty();
    assertThat(FollowZoneRules.version()).matches("20\\d\\d[a-z]");
    assertThat(follow("2999a")).hasSize(1);
  }

  @Test
  void the_second_of_two_moments_stays_the_second() {
    save("later", parse.at("--at", "2027-10-31 02:30", PARIS, true));
    queue.execute("INSERT INTO zone_rules (version) VALUES ('2000a')");

    assertThat(follow("2001a")).isEmpty();
  }

  @Test
  void an_embargo_ends_at_its_instant_whatever_becomes_of_the_clocks() {
    Moment byOldRules =
        new Moment(MEANT.plusSeconds(3600), LocalDateTime.parse("2026-12-01T09:00"), PARIS, null);
    Instant end = MEANT.plusSeconds(1800);
    save("held back", byOldRules, new Terms(end, Set.of()));
    save("free by then", byOldRules, new Terms(MEANT, Set.of()));
    queue.execute("INSERT INTO zone_rules (version) VALUES ('2000a')");

    assertThat(follow("2001a"))
        .extracting(each -> each.to().instant(), each -> each.to().wall())
        .containsExactly(
            tuple(end, LocalDateTime.parse("2026-12-01T09:30")),
            tuple(MEANT, LocalDateTime.parse("2026-12-01T09:00")));
    assertThat(queue.database().lend(ListDeliveries::queue))
        .extracting(QueuedDelivery::text, QueuedDelivery::dueAt)
        .containsExactly(tuple("free by then", MEANT), tuple("held back", end));
  }

  private Moment slot() {
    return requireNonNull(
        queue
            .database()
            .inTransaction(
                c ->
                    new TakeSlots(schedules, NOW, QueueFixture.ACTOR)
                        .take(c, List.of(account), null, null))
            .get(account));
  }

  private void resolvedByOldRules() {
    queue.execute("INSERT INTO zone_rules (version) VALUES ('2000a')");
    queue.execute(
        "UPDATE deliveries SET planned_at = planned_at + interval '1 hour' WHERE NOT exact");
    queue.execute(
        """
        UPDATE waiting SET due_at = planned_at FROM deliveries WHERE id = delivery_id
        """);
  }

  private void save(String text, Moment moment) {
    save(text, moment, Terms.NONE);
  }

  private void save(String text, Moment moment, Terms terms) {
    NewPlan plan = new NewPlan(account.id(), moment, List.of(text), 1);
    NewPost post = new NewPost(null, new Post(List.of(Part.of(text))).on(terms), List.of(plan));
    SavedPost unused =
        queue
            .database()
            .inTransaction(connection -> SavePosts.save(connection, post, QueueFixture.ACTOR));
  }

  private List<MovedPost> follow(String version) {
    return queue
        .database()
        .inTransaction(
            connection ->
                new FollowZoneRules(schedules, NOW, QueueFixture.ACTOR)
                    .follow(connection, version));
  }
}
