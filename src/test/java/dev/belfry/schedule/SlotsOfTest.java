package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.AccountName;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The slots of schedules, held against java.time. */
final class SlotsOfTest {
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2036-01-01T00:00:00Z");

  record Case(ZoneId zone, Instant from, WeeklyTimes times) {}

  @Property(tries = 500)
  void a_slot_is_the_first_moment_at_which_a_clock_shows_its_time_or_a_later_one(
      @ForAll("anywhere") Case c) {
    Instant before = c.from;
    for (Slot slot : some(schedule(c.zone, c.times, 0), c.from, 40)) {
      assertThat(slot.instant()).isAfter(before);
      assertThat(slot.instant()).isEqualTo(byJavaTime(slot.name().nominal(), c.zone));
      before = slot.instant();
    }
  }

  @Property(tries = 300)
  void every_time_of_every_day_has_its_slot_or_falls_on_the_moment_of_one(
      @ForAll("anywhere") Case c) {
    List<Slot> slots = some(schedule(c.zone, c.times, 0), c.from, 40);
    List<Instant> wanted = new ArrayList<>();
    LocalDate day = c.from.atZone(c.zone).toLocalDate().minusDays(2);
    Instant end = slots.get(slots.size() - 1).instant();
    while (day.atStartOfDay(c.zone).toInstant().isBefore(end.plus(Duration.ofDays(2)))) {
      if (c.times.days().contains(day.getDayOfWeek())) {
        for (LocalTime time : c.times.times()) {
          wanted.add(byJavaTime(day.atTime(time), c.zone));
        }
      }
      day = day.plusDays(1);
    }
    assertThat(slots.stream().map(Slot::instant))
        .containsExactlyElementsOf(
            wanted.stream()
                .distinct()
                .filter(instant -> instant.isAfter(c.from) && !instant.isAfter(end))
                .toList());
  }

  @Property(tries = 300)
  void jitter_stays_in_its_bounds_keeps_the_order_and_is_the_same_from_wherever_one_asks(
      @ForAll("anywhere") Case c) {
    Schedule jittered = schedule(c.zone, c.times, 90);
    List<Slot> slots = some(jittered, c.from, 30);
    Instant before = c.from;
    for (Slot slot : slots) {
      Instant base = byJavaTime(slot.name().nominal(), c.zone);
      assertThat(Duration.between(base, slot.instant()).abs())
          .isLessThanOrEqualTo(Duration.ofMinutes(90));
      assertThat(slot.instant()).isAfter(before);
      before = slot.instant();
    }
    assertThat(some(jittered, slots.get(9).instant(), 20)).isEqualTo(slots.subList(10, 30));
    assertThat(SlotsOf.at(jittered, slots.get(20).name().nominal())).contains(slots.get(20));
  }

  @Test
  void at_every_change_of_every_zone_a_time_left_out_goes_out_when_the_gap_ends() {
    int gaps = 0;
    for (ZoneId zone : zones()) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
      while (change != null && change.getInstant().isBefore(LAST)) {
        if (change.isGap()) {
          gaps++;
          LocalDateTime middle = change.getDateTimeBefore().plus(change.getDuration().dividedBy(2));
          assertThat(SlotsOf.firstMoment(middle, zone)).isEqualTo(change.getInstant());
        } else {
          assertThat(SlotsOf.firstMoment(change.getDateTimeAfter(), zone))
              .isEqualTo(change.getInstant().plus(change.getDuration()));
        }
        change = zone.getRules().nextTransition(change.getInstant());
      }
    }
    assertThat(gaps).isGreaterThan(1_000);
  }

  @Test
  void in_the_north_the_clocks_go_forward_in_march_and_back_in_november() {
    Schedule nightly = daily("America/New_York", "01:30", "02:30");
    assertThat(instants(nightly, "2027-03-14T05:00:00Z", 3))
        .containsExactly("2027-03-14T06:30:00Z", "2027-03-14T07:00:00Z", "2027-03-15T05:30:00Z");
    assertThat(instants(nightly, "2026-11-01T04:00:00Z", 3))
        .containsExactly("2026-11-01T05:30:00Z", "2026-11-01T07:30:00Z", "2026-11-02T06:30:00Z");
  }

  @Test
  void in_the_south_they_go_forward_in_october_and_lord_howe_by_half_an_hour() {
    assertThat(instants(daily("Australia/Lord_Howe", "02:15"), "2027-10-02T12:00:00Z", 2))
        .containsExactly("2027-10-02T15:30:00Z", "2027-10-03T15:15:00Z");
    assertThat(instants(daily("Pacific/Chatham", "03:00"), "2027-09-25T12:00:00Z", 1))
        .containsExactly("2027-09-25T14:00:00Z");
    assertThat(instants(daily("Asia/Kathmandu", "09:00"), "2027-01-01T00:00:00Z", 1))
        .containsExactly("2027-01-01T03:15:00Z");
  }

  @Test
  void where_midnight_is_left_out_a_slot_at_midnight_goes_out_at_one() {
    assertThat(
            instants(daily("Africa/Cairo", "00:00", "00:45", "01:00"), "2027-04-29T12:00:00Z", 2))
        .as("three times, and one moment")
        .containsExactly("2027-04-29T22:00:00Z", "2027-04-30T21:00:00Z");
  }

  @Test
  void the_slots_of_the_day_that_samoa_left_out_are_one_as_the_next_day_begins() {
    Schedule daily = daily("Pacific/Apia", "09:00", "18:00");
    List<Slot> slots = some(daily, Instant.parse("2011-12-29T20:00:00Z"), 4);
    assertThat(slots.stream().map(slot -> slot.name().nominal() + " " + slot.wall()))
        .containsExactly(
            "2011-12-29T18:00 2011-12-29T18:00",
            "2011-12-30T09:00 2011-12-31T00:00",
            "2011-12-31T09:00 2011-12-31T09:00",
            "2011-12-31T18:00 2011-12-31T18:00");
  }

  @Test
  void no_zone_leaves_out_a_whole_day_from_2020_to_2035_and_all_changes_are_under_three_hours() {
    for (ZoneId zone : zones()) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
      while (change != null && change.getInstant().isBefore(LAST)) {
        assertThat(change.getDuration().abs()).as("%s", zone).isLessThan(Duration.ofHours(12));
        change = zone.getRules().nextTransition(change.getInstant());
      }
    }
  }

  @Test
  void a_leap_day_has_its_slots_and_a_year_without_one_has_none() {
    Schedule leap = schedule(ZoneOffset.UTC, QuartzCron.read("0 0 9 29 2 ?"), 0);
    assertThat(instants(leap, "2027-01-01T00:00:00Z", 2))
        .containsExactly("2028-02-29T09:00:00Z", "2032-02-29T09:00:00Z");
    assertThat(instants(daily("UTC", "09:00"), "2028-02-28T10:00:00Z", 2))
        .containsExactly("2028-02-29T09:00:00Z", "2028-03-01T09:00:00Z");
  }

  @Test
  void a_cron_expression_tells_the_days_that_quartz_tells() {
    Schedule cron = schedule(ZoneId.of("Europe/Paris"), QuartzCron.read("0 30 9 ? * FRI#2"), 0);
    assertThat(instants(cron, "2026-11-24T00:00:00Z", 2))
        .containsExactly("2026-12-11T08:30:00Z", "2027-01-08T08:30:00Z");
  }

  @Test
  void a_rule_with_a_year_comes_to_its_end() {
    Schedule past = schedule(ZoneOffset.UTC, QuartzCron.read("0 0 9 1 1 ? 2027"), 30);
    SlotsOf slots = SlotsOf.after(past, Instant.parse("2026-11-24T00:00:00Z"));
    assertThat(slots.next().name().nominal()).isEqualTo("2027-01-01T09:00");
    assertThat(slots).isExhausted();
    assertThat(SlotsOf.after(past, Instant.parse("2027-06-01T00:00:00Z"))).isExhausted();
  }

  @Test
  void jitter_moves_most_slots_and_never_into_quiet_hours_or_a_blackout() {
    Schedule schedule =
        new Schedule(
            "edge",
            List.of(AccountName.parse("x:me")),
            ZoneOffset.UTC,
            new WeeklyTimes(List.of(DayOfWeek.values()), List.of(LocalTime.of(20, 58))),
            Duration.ofMinutes(60),
            Limits.NONE,
            new QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 30)),
            List.of(new Blackout(LocalDate.of(2027, 1, 5), LocalDate.of(2027, 1, 6), "away")),
            null);
    List<Slot> slots = some(schedule, Instant.parse("2027-01-01T00:00:00Z"), 200);
    assertThat(slots)
        .filteredOn(slot -> slot.refusal() == null)
        .hasSize(198)
        .allMatch(slot -> slot.wall().toLocalTime().isBefore(LocalTime.of(21, 0)));
    assertThat(slots.stream().map(Slot::instant).map(i -> i.getEpochSecond() % 86_400).distinct())
        .hasSizeGreaterThan(40);
    assertThat(slots.get(4).refusal()).isEqualTo("blackout: away");
  }

  @Test
  void slots_in_quiet_hours_say_so() {
    Schedule schedule =
        ReadSchedule.read(
            """
            name: s
            accounts: x:me
            zone: UTC
            slots: [{times: ["06:00", "07:30", "21:00"]}]
            quiet: {from: "21:00", to: "07:30"}
            """,
            QuartzCron::read);
    assertThat(some(schedule, Instant.parse("2027-01-01T00:00:00Z"), 3))
        .extracting(Slot::refusal)
        .containsExactly("quiet hours, 21:00 to 07:30", null, "quiet hours, 21:00 to 07:30");
  }

  @Provide
  Arbitrary<Case> anywhere() {
    Arbitrary<LocalTime> time =
        Arbitraries.integers().between(0, 24 * 12 - 1).map(i -> LocalTime.ofSecondOfDay(300L * i));
    Arbitrary<WeeklyTimes> times =
        Combinators.combine(
                Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                time.set().ofMinSize(1).ofMaxSize(8))
            .as((days, at) -> new WeeklyTimes(List.copyOf(days), List.copyOf(at)));
    return Combinators.combine(Arbitraries.of(zones()), instants(), times).as(Case::new);
  }

  /** Half of them shortly before the clocks change somewhere. */
  private static Arbitrary<Instant> instants() {
    Arbitrary<Instant> any =
        Arbitraries.longs()
            .between(FIRST.getEpochSecond(), LAST.getEpochSecond())
            .map(Instant::ofEpochSecond);
    List<Instant> changes = new ArrayList<>();
    for (String zone :
        List.of(
            "Europe/Paris",
            "America/New_York",
            "Australia/Lord_Howe",
            "Africa/Cairo",
            "America/Santiago",
            "Africa/Casablanca")) {
      ZoneId.of(zone).getRules().getTransitions().stream()
          .map(ZoneOffsetTransition::getInstant)
          .filter(at -> at.isAfter(FIRST))
          .forEach(changes::add);
      ZoneOffsetTransition next = ZoneId.of(zone).getRules().nextTransition(FIRST);
      while (next != null && next.getInstant().isBefore(LAST)) {
        changes.add(next.getInstant());
        next = ZoneId.of(zone).getRules().nextTransition(next.getInstant());
      }
    }
    return Arbitraries.oneOf(
        any, Arbitraries.of(changes).map(at -> at.minus(Duration.ofHours(30))));
  }

  private static List<ZoneId> zones() {
    return ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
  }

  private static Instant byJavaTime(LocalDateTime wall, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isGap()
        ? change.getInstant()
        : ZonedDateTime.of(wall, zone).withEarlierOffsetAtOverlap().toInstant();
  }

  private static Schedule daily(String zone, String... times) {
    List<LocalTime> at = java.util.stream.Stream.of(times).map(LocalTime::parse).toList();
    return schedule(ZoneId.of(zone), new WeeklyTimes(List.of(DayOfWeek.values()), at), 0);
  }

  private static Schedule schedule(ZoneId zone, SlotTimes times, int jitter) {
    return new Schedule(
        "s",
        List.of(AccountName.parse("x:me")),
        zone,
        times,
        Duration.ofMinutes(jitter),
        Limits.NONE,
        null,
        List.of(),
        null);
  }

  private static List<String> instants(Schedule schedule, String from, int count) {
    return some(schedule, Instant.parse(from), count).stream()
        .map(slot -> slot.instant().toString())
        .toList();
  }

  private static List<Slot> some(Schedule schedule, Instant from, int count) {
    SlotsOf slots = SlotsOf.after(schedule, from);
    return IntStream.range(0, count).mapToObj(i -> slots.next()).toList();
  }
}
