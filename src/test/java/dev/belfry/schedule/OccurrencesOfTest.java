package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.jobs.QuartzCron;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The times at which posts repeat, held against java.time. */
final class OccurrencesOfTest {
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2036-01-01T00:00:00Z");

  record Case(ZoneId zone, Instant since, String cron) {}

  @Property(tries = 400)
  void it_goes_on_after_whichever_was_the_last_as_if_it_had_never_stopped(
      @ForAll("anywhere") Case c, @ForAll @IntRange(min = 1, max = 20) int made) {
    Repeat repeat = repeat(c, 30, null);
    List<Occurrence> all = some(OccurrencesOf.first(repeat), 40);

    List<Occurrence> rest =
        some(OccurrencesOf.following(repeat, made, all.get(made - 1).nominal()), /* most= */ 40);

    assertThat(all).hasSize(30);
    assertThat(rest).isEqualTo(all.subList(made, all.size()));
  }

  @Property(tries = 400)
  void each_comes_once_in_order_at_the_first_moment_of_its_time_or_after_it(
      @ForAll("anywhere") Case c) {
    Instant before = c.since;
    for (Occurrence each : some(OccurrencesOf.first(repeat(c, null, null)), 60)) {
      assertThat(each.instant()).isAfter(before);
      assertThat(each.instant()).isEqualTo(byJavaTime(each.nominal(), c.zone));
      before = each.instant();
    }
  }

  @Test
  void no_sunday_of_sixteen_years_is_left_out_in_any_zone() {
    for (String id : ZoneId.getAvailableZoneIds()) {
      Case everySunday = new Case(ZoneId.of(id), FIRST, "0 30 2 ? * SUN");
      Repeat repeat = repeat(everySunday, null, LAST);
      LocalDateTime before = null;
      OccurrencesOf occurrences = OccurrencesOf.first(repeat);
      while (occurrences.hasNext()) {
        Occurrence each = occurrences.next();
        if (before != null) {
          assertThat(each.nominal()).as(id).isEqualTo(before.plusDays(7));
        }
        before = each.nominal();
      }
      assertThat(before).as(id).isAfter(LocalDateTime.of(2035, 12, 24, 0, 0));
    }
  }

  @Test
  void a_time_that_the_clocks_leave_out_comes_at_the_first_moment_after() {
    assertThat(instants("0 30 2 * * ?", "Europe/Paris", "2027-03-27T12:00:00Z", 2))
        .containsExactly("2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z");
  }

  @Test
  void times_that_fall_on_one_moment_so_come_once() {
    assertThat(instants("0 0/30 2 * * ?", "Europe/Paris", "2027-03-27T12:00:00Z", 3))
        .containsExactly("2027-03-28T01:00:00Z", "2027-03-29T00:00:00Z", "2027-03-29T00:30:00Z");
  }

  @Test
  void a_time_that_the_clocks_show_twice_comes_at_the_first_of_the_two_only() {
    assertThat(instants("0 30 2 * * ?", "Europe/Paris", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void the_last_is_not_later_than_the_end() {
    Case daily = new Case(ZoneOffset.UTC, FIRST, "0 0 9 * * ?");

    assertThat(
            some(
                OccurrencesOf.first(repeat(daily, null, Instant.parse("2020-01-03T09:00:00Z"))), 9))
        .hasSize(3);
    assertThat(
            some(
                OccurrencesOf.first(repeat(daily, null, Instant.parse("2020-01-03T08:59:59Z"))), 9))
        .hasSize(2);
  }

  private static List<String> instants(String cron, String zone, String since, int most) {
    Case c = new Case(ZoneId.of(zone), Instant.parse(since), cron);
    return some(OccurrencesOf.first(repeat(c, null, null)), most).stream()
        .map(each -> each.instant().toString())
        .toList();
  }

  private static Repeat repeat(Case c, @Nullable Integer count, @Nullable Instant until) {
    return new Repeat(c.cron, QuartzCron.read(c.cron), c.zone, c.since, count, until);
  }

  private static List<Occurrence> some(OccurrencesOf occurrences, int most) {
    List<Occurrence> some = new ArrayList<>();
    while (some.size() < most && occurrences.hasNext()) {
      some.add(occurrences.next());
    }
    return some;
  }

  private static Instant byJavaTime(LocalDateTime wall, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isGap()
        ? change.getInstant()
        : wall.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  @Provide
  Arbitrary<Case> anywhere() {
    Arbitrary<ZoneId> zones = Arbitraries.of(ZoneId.getAvailableZoneIds()).map(ZoneId::of);
    Arbitrary<Instant> instants =
        Arbitraries.longs()
            .between(FIRST.getEpochSecond(), LAST.getEpochSecond())
            .map(Instant::ofEpochSecond);
    Arbitrary<String> crons =
        Arbitraries.of(
            "0 0/10 * * * ?",
            "0 30 0-3 * * ?",
            "0 15 2 ? * SUN",
            "0 0 0 * * ?",
            "0 30 23 L * ?",
            "0 0 3 ? * SUN#1",
            "0 0 12 29 2,8 ?");
    return Combinators.combine(zones, instants, crons).as(Case::new);
  }
}
