package dev.belfry.schedule;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.PostId;
import dev.belfry.schedule.FillSlots.Filled;
import dev.belfry.schedule.Rests.Said;
import dev.belfry.schedule.Rotation.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which text of an evergreen set comes next, and which slots it fills. */
final class RotationTest {
  /** A Tuesday. */
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private static final Duration A_YEAR = Duration.ofDays(366);
  private static final Duration SOME_MONTHS = Duration.ofDays(150);

  /**
   * @param members each with how many wordings it has
   * @param said when its first text was said before, in days from now
   */
  record Case(ZoneId zone, String slots, int rest, List<Integer> members, List<Integer> said) {}

  @Property(tries = 60)
  void no_text_is_shown_again_before_it_has_rested_and_no_slot_is_left_free_for_nothing(
      @ForAll("cases") Case c) {
    List<Wording> wordings = wordings(c.members);
    List<Said> said = said(wordings, c.said);

    List<Filled> filled = fill(c, wordings, said, SOME_MONTHS);

    List<Said> all = new ArrayList<>(said);
    for (Filled each : filled) {
      LocalDate day = each.slot().wall().toLocalDate();
      Wording shown = each.wording();
      if (shown == null) {
        assertThat(wordings).allMatch(wording -> isNear(c, all, wording, day));
      } else {
        assertThat(isNear(c, all, shown, day)).isFalse();
        all.add(new Said(shown.post(), text(shown), each.slot().instant(), /* isOpen= */ false));
      }
    }
    assertThat(fill(c, wordings, said, SOME_MONTHS)).as("asked again").isEqualTo(filled);
  }

  @Property(tries = 30)
  void members_take_turns_and_so_do_the_wordings_of_each(@ForAll("cases") Case c) {
    List<Wording> wordings = wordings(c.members);
    // So short a rest that every turn is a free choice.
    Case restless = new Case(c.zone, "times: \"09:00\"", 1, c.members, List.of());

    List<Wording> shown =
        fill(restless, wordings, List.of(), SOME_MONTHS).stream().map(Filled::wording).toList();

    Map<Integer, List<Integer>> turns = new HashMap<>();
    for (int i = 0; i < shown.size(); i++) {
      Wording wording = shown.get(i);
      assertThat(wording.member()).isEqualTo(i % c.members.size() + 1);
      turns.computeIfAbsent(wording.member(), member -> new ArrayList<>()).add(wording.turn());
    }
    turns.forEach(
        (member, its) -> {
          int wordingsOfIt = c.members.get(member - 1);
          assertThat(its)
              .isEqualTo(
                  IntStream.range(0, its.size()).mapToObj(i -> i % wordingsOfIt + 1).toList());
        });
  }

  @Test
  void one_text_with_a_slot_each_day_is_shown_as_often_as_its_rest_lets_it() {
    Case c = new Case(ZoneId.of("UTC"), "times: \"09:00\"", 30, List.of(1), List.of());

    List<Filled> filled = fill(c, wordings(c.members), List.of());

    assertThat(days(filled).subList(0, 3))
        .extracting(LocalDate::toString)
        .containsExactly("2026-11-24", "2026-12-24", "2027-01-23");
    assertThat(filled).as("free slots are told of, too").hasSize(366);
  }

  @Test
  void a_text_that_rests_a_week_fills_each_week_also_where_the_clocks_change() {
    Case c =
        new Case(
            ZoneId.of("America/New_York"), "days: sun, times: \"02:30\"", 7, List.of(1), List.of());

    List<LocalDate> days = days(fill(c, wordings(c.members), List.of()));

    // 14 March 2027 has no half past two, and on 7 November the hour before it comes twice.
    assertThat(days).hasSize(52).contains(LocalDate.parse("2027-03-14"));
    for (int i = 1; i < days.size(); i++) {
      assertThat(DAYS.between(days.get(i - 1), days.get(i))).isEqualTo(7);
    }
  }

  @Test
  void an_empty_set_fills_nothing_and_says_which_slots_it_leaves() {
    Case c = new Case(ZoneId.of("UTC"), "times: \"09:00\"", 30, List.of(), List.of());

    assertThat(fill(c, List.of(), List.of())).hasSize(366).allMatch(each -> each.wording() == null);
  }

  @Test
  void what_failed_or_was_skipped_need_not_rest_and_had_its_turn() {
    List<Wording> wordings = wordings(List.of(1, 1));
    Map<PostId, Instant> turns = Map.of(wordings.get(0).post(), NOW.minusSeconds(60));

    Rotation rotation = new Rotation(wordings, turns, new Rests(90, ZoneId.of("UTC"), List.of()));

    assertThat(rotation.next(NOW)).contains(wordings.get(1));
    rotation.show(wordings.get(1), NOW);
    assertThat(rotation.next(NOW)).contains(wordings.get(0));
  }

  @Test
  void what_is_due_and_not_out_yet_rests_until_it_is() {
    List<Wording> wordings = wordings(List.of(1));
    Instant due = NOW.minus(Duration.ofDays(400));
    Rests rests =
        new Rests(
            90,
            ZoneId.of("UTC"),
            List.of(new Said(new PostId(9), text(wordings.get(0)), due, /* isOpen= */ true)));

    assertThat(new Rotation(wordings, Map.of(), rests).next(NOW)).isEmpty();
    assertThat(rests.over(wordings.get(0).says(), NOW)).isEmpty();
    assertThat(rests.lastBy(wordings.get(0).says(), NOW)).isEmpty();
    assertThat(rests.isResting(wordings.get(0).says(), NOW, new PostId(9))).isFalse();
  }

  @Test
  void any_part_of_a_thread_that_was_said_lately_keeps_all_of_it_back() {
    Wording thread = new Wording(new PostId(1), 1, 1, Set.of("one", "two"));
    Rests rests =
        new Rests(
            10,
            ZoneId.of("UTC"),
            List.of(new Said(new PostId(9), "two", NOW.minus(Duration.ofDays(4)), false)));

    assertThat(new Rotation(List.of(thread), Map.of(), rests).next(NOW)).isEmpty();
    assertThat(rests.over(thread.says(), NOW)).contains(LocalDate.parse("2026-11-30"));
  }

  @Provide
  Arbitrary<Case> cases() {
    return Combinators.combine(
            Arbitraries.of("UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")
                .map(ZoneId::of),
            Arbitraries.of(
                "times: [\"09:00\", \"21:00\"]",
                "days: [mon, thu], times: \"02:30\"",
                "cron: 0 0 12 ? * WED#1",
                "cron: 0 0 0/6 * * ?"),
            Arbitraries.integers().between(1, 90),
            Arbitraries.integers().between(1, 3).list().ofMinSize(1).ofMaxSize(6),
            Arbitraries.integers().between(-150, 300).list().ofMaxSize(6))
        .as(Case::new);
  }

  private static List<Filled> fill(Case c, List<Wording> wordings, List<Said> said) {
    return fill(c, wordings, said, A_YEAR);
  }

  private static List<Filled> fill(
      Case c, List<Wording> wordings, List<Said> said, Duration length) {
    Schedule schedule =
        ReadSchedule.read(
            """
            name: s
            accounts: [dry-run:x:one]
            zone: %s
            slots: [{%s}]
            """
                .formatted(c.zone, c.slots),
            QuartzCron::read);
    return new FillSlots(schedule, new Planned(), Set.of())
        .fill(
            new Rotation(wordings, Map.of(), new Rests(c.rest, c.zone, said)),
            NOW,
            NOW.plus(length),
            NOW,
            Integer.MAX_VALUE);
  }

  private static List<Wording> wordings(List<Integer> members) {
    List<Wording> wordings = new ArrayList<>();
    for (int member = 1; member <= members.size(); member++) {
      for (int turn = 1; turn <= members.get(member - 1); turn++) {
        long post = 10L * member + turn;
        wordings.add(new Wording(new PostId(post), member, turn, Set.of("text " + post)));
      }
    }
    return wordings;
  }

  private static List<Said> said(List<Wording> wordings, List<Integer> days) {
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < Math.min(days.size(), wordings.size()); i++) {
      Instant at = NOW.plus(Duration.ofDays(days.get(i)));
      said.add(new Said(new PostId(1), text(wordings.get(i)), at, /* isOpen= */ false));
    }
    return said;
  }

  private static boolean isNear(Case c, List<Said> said, Wording wording, LocalDate day) {
    return said.stream()
        .filter(each -> each.text().equals(text(wording)))
        .map(each -> each.at().atZone(c.zone).toLocalDate())
        .anyMatch(on -> Math.abs(DAYS.between(on, day)) < c.rest);
  }

  private static List<LocalDate> days(List<Filled> filled) {
    return filled.stream()
        .filter(each -> each.wording() != null)
        .map(each -> each.slot().wall().toLocalDate())
        .toList();
  }

  private static String text(@Nullable Wording wording) {
    return wording == null ? "" : wording.says().iterator().next();
  }
}
