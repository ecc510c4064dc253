package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadScheduleTest {

  @Test
  void every_mistake_is_told_at_its_line_and_column_with_what_was_meant() {
    assertThat(
            problems(
                """
                name: office-hours
                acounts: [x:me]
                zone: Europe/Pariss
                slots:
                  - days: [mno, tue]
                    times: ["09:00", "25:00"]
                caps:
                  dya: 3
                late: hodl
                """))
        .contains(
            "line 2, column 1: \"acounts\" is not known here; did you mean \"accounts\"?",
            "line 5, column 12: \"mno\" is not a day; did you mean \"mon\"?",
            "line 6, column 22: \"25:00\" is not a time of day; write it as 09:00, from 00:00 to"
                + " 23:59",
            "line 8, column 3: \"dya\" is not known here; did you mean \"day\"?",
            "line 9, column 7: \"hodl\" may not stand here; did you mean \"hold\"?")
        .anyMatch(
            problem -> problem.startsWith("line 3, column 7: ") && problem.contains("Europe/Paris"))
        .anyMatch(problem -> problem.contains("\"accounts\" names no account"));
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(problems("jitter: 3\n"))
        .containsExactly(
            "line 1, column 1: \"name\" is missing",
            "line 1, column 1: \"accounts\" names no account whose posts go into its slots",
            "line 1, column 1: \"zone\" is missing",
            "line 1, column 1: \"slots\" names no time at which posts go out");
    assertThat(problems("")).singleElement().asString().contains("the file is empty");
    assertThat(problems("# only a comment\n")).singleElement().asString().contains("empty");
    assertThat(problems("- a list\n")).isNotEmpty();
  }

  @Test
  void a_name_that_stands_twice_is_refused() {
    assertThat(problems(file("zone: Asia/Tokyo")))
        .containsExactly("line 5, column 1: \"zone\" stands here twice");
  }

  @Test
  void what_makes_yaml_dangerous_is_refused_with_a_sentence() {
    assertThat(problems("a: &a [x]\nb: [*a, *a, *a]\n"))
        .singleElement()
        .asString()
        .contains("anchors and aliases");
    assertThat(problems("name: !!java.net.URL [x]\n")).singleElement().asString().contains("tags");
    assertThat(problems("slots:\n\t- times: 9\n"))
        .singleElement()
        .asString()
        .startsWith("line 2, column 1: ")
        .contains("a tab may not stand here");
    assertThat(problems("[".repeat(5000))).singleElement().asString().contains("nested");
    assertThat(problems("#" + "x".repeat(300_000)))
        .singleElement()
        .asString()
        .contains("more than");
  }

  @Test
  void a_slot_is_either_cron_or_days_and_times() {
    assertThat(problems(slots("{cron: 0 0 9 ? * MON, times: '09:00'}")))
        .singleElement()
        .asString()
        .contains("either");
    assertThat(problems(slots("{cron: 0 0 9 * MON}")))
        .singleElement()
        .asString()
        .startsWith("line 4, column 16: ")
        .contains("is not a Quartz cron expression");
    assertThat(problems(slots("{cron: 0/5 * * * * ?}")))
        .singleElement()
        .asString()
        .contains("more than one slot a minute");
    assertThat(problems(slots("{days: mon}"))).singleElement().asString().contains("\"times\"");
    assertThat(problems(slots("{times: }"))).isNotEmpty();
  }

  @Test
  void rules_that_contradict_themselves_are_refused() {
    assertThat(problems(file("quiet: {from: '21:00', to: '21:00'}")))
        .singleElement()
        .asString()
        .contains("are none, or all");
    assertThat(problems(file("blackout: [{from: 2026-12-26, to: 2026-12-24, reason: r}]")))
        .singleElement()
        .asString()
        .contains("before it begins");
    assertThat(problems(file("blackout: [{from: 2027-02-29, reason: r}]")))
        .singleElement()
        .asString()
        .contains("not a date in the calendar");
    assertThat(problems(file("spacing: 32d"))).singleElement().asString().contains("31 days");
  }

  @Test
  void two_files_that_say_the_same_are_equal() {
    Schedule one = read(slots("{days: [tue, mon], times: ['10:00', '09:00', '09:00']}"));
    Schedule other =
        read("# other words\n" + slots("{days: [mon, tue], times: ['09:00', '10:00']}"));
    assertThat(other).isEqualTo(one);
    assertThat(ScheduleChange.between(one, other)).isEmpty();
    assertThat(read(slots("{cron: 0 0 9 ? *   mon}")))
        .isEqualTo(read(slots("{cron: 0 0 9 ? * MON}")));
  }

  @Test
  void a_change_is_told_by_its_fields() {
    Schedule before = read(file("spacing: 90m\njitter: 5"));
    Schedule after = read(file("spacing: 2h\ncaps: {day: 2}"));
    assertThat(ScheduleChange.between(before, after))
        .containsExactly(
            new ScheduleChange("jitter", "±5 min", null),
            new ScheduleChange("caps.day", null, "2"),
            new ScheduleChange("spacing", "1 h 30 min", "2 h"));
    assertThat(ScheduleChange.between(null, after))
        .extracting(ScheduleChange::field)
        .containsExactly("accounts", "zone", "slots", "caps.day", "spacing");
  }

  @Test
  void a_file_that_can_not_be_read_leaves_no_schedule() {
    assertThatThrownBy(() -> read("name: x")).isInstanceOf(InvalidInput.class);
  }

  private static String slots(String slot) {
    return "name: s\naccounts: x:me\nzone: Europe/Paris\nslots: [%s]\n".formatted(slot);
  }

  private static String file(String more) {
    return slots("{times: '09:00'}") + more + "\n";
  }

  private static Schedule read(String yaml) {
    return ReadSchedule.read(yaml, QuartzCron::read);
  }

  private static List<String> problems(String yaml) {
    try {
      Schedule unused = read(yaml);
      return List.of();
    } catch (InvalidInput e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }
}
