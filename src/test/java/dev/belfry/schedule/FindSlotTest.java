package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.jobs.QuartzCron;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FindSlotTest {
  /** A Tuesday. */
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private final Planned planned = new Planned();

  @Test
  void the_earliest_free_slot_of_all_schedules_is_found() {
    Schedule mornings = schedule("mornings", "slots: [{times: '10:00'}]");
    Schedule evenings = schedule("evenings", "slots: [{days: [tue, thu], times: '20:00'}]");

    assertThat(take(4, mornings, evenings))
        .containsExactly(
            "slot mornings, Tue 10:00",
            "slot evenings, Tue 20:00",
            "slot mornings, Wed 10:00",
            "slot mornings, Thu 10:00");
  }

  @Test
  void a_cap_counts_everything_that_is_planned_that_day() {
    Schedule schedule =
        schedule("s", "slots: [{times: ['10:00', '12:00', '14:00']}]\ncaps: {day: 2}");
    planned.add(Instant.parse("2026-11-24T22:59:59Z"), null);
    planned.add(Instant.parse("2026-11-24T23:30:00Z"), null); // Wednesday in Paris

    assertThat(take(3, schedule))
        .containsExactly("slot s, Tue 10:00", "slot s, Wed 10:00", "slot s, Thu 10:00");
  }

  @Test
  void a_week_begins_on_monday_in_the_schedules_zone() {
    Schedule schedule =
        schedule("s", "slots: [{days: [sun, mon], times: ['00:30', '12:00']}]\ncaps: {week: 1}");

    assertThat(take(3, schedule))
        .containsExactly("slot s, Sun 00:30", "slot s, Mon 00:30", "slot s, Mon 00:30");
  }

  @Test
  void a_slot_keeps_its_distance_from_everything_else_before_and_after_it() {
    Schedule schedule =
        schedule("s", "slots: [{times: ['11:00', '12:00', '13:00', '14:00']}]\nspacing: 90m");
    planned.add(Instant.parse("2026-11-24T11:30:00Z"), null);

    assertThat(take(2, schedule)).containsExactly("slot s, Tue 11:00", "slot s, Tue 14:00");
    assertThat(refusals(schedule, 3))
        .containsExactly(
            "taken",
            "less than 1 h 30 min from something else",
            "less than 1 h 30 min from something else");
  }

  @Test
  void what_goes_out_at_the_very_moment_takes_the_slot() {
    Schedule schedule = schedule("s", "slots: [{times: '12:00'}]");
    planned.add(Instant.parse("2026-11-24T11:00:00Z"), null);

    assertThat(take(1, schedule)).containsExactly("slot s, Wed 12:00");
    assertThat(refusals(schedule, 2))
        .containsExactly("something else goes out at that moment", "taken");
  }

  @Test
  void a_blackout_and_quiet_hours_are_passed_over() {
    Schedule schedule =
        schedule(
            "s",
            """
            slots: [{times: ['06:00', '12:00']}]
            quiet: {from: '22:00', to: '07:00'}
            blackout: [{from: 2026-11-24, to: 2026-11-26, reason: away}]
            """);
    assertThat(take(1, schedule)).containsExactly("slot s, Fri 12:00");
  }

  @Test
  void where_nothing_is_ever_free_none_is_found() {
    assertThat(
            take(
                1, schedule("s", "slots: [{times: '06:00'}]\nquiet: {from: '05:00', to: '07:00'}")))
        .isEmpty();
    assertThat(take(2, schedule("s", "slots: [{cron: 0 0 9 1 1 ? 2027}]"))).hasSize(1);
    assertThat(take(1)).isEmpty();
  }

  private List<String> take(int count, Schedule... schedules) {
    FindSlot find = new FindSlot(List.of(schedules), planned);
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      find.after(NOW)
          .ifPresent(
              slot -> {
                planned.add(slot.instant(), slot.name());
                taken.add(slot.name().words());
              });
    }
    return taken;
  }

  private List<String> refusals(Schedule schedule, int count) {
    FindSlot find = new FindSlot(List.of(schedule), planned);
    SlotsOf slots = SlotsOf.after(schedule, NOW);
    List<String> refusals = new ArrayList<>();
    while (refusals.size() < count) {
      String refusal = find.refusal(slots.next());
      if (refusal != null) {
        refusals.add(refusal);
      }
    }
    return refusals;
  }

  private static Schedule schedule(String name, String rules) {
    return ReadSchedule.read(
        "name: %s\naccounts: x:me\nzone: Europe/Paris\n%s\n".formatted(name, rules),
        QuartzCron::read);
  }
}
