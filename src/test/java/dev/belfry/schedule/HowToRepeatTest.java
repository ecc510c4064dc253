package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HowToRepeatTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final String MONDAYS = "0 0 9 ? * MON";

  @Test
  void a_rule_says_its_times_its_zone_and_its_end_in_words() {
    assertThat(resolve(MONDAYS, null, null, null).words())
        .isEqualTo("cron 0 0 9 ? * MON in Europe/Paris");
    assertThat(resolve(" 0 0 9 ? *  mon", "Asia/Kathmandu", "5", null).words())
        .isEqualTo("cron 0 0 9 ? * MON in Asia/Kathmandu, 5 times");
    assertThat(resolve(MONDAYS, null, "1", null).words()).endsWith("Europe/Paris, once");
    assertThat(resolve(MONDAYS, null, null, "2027-03-31").words())
        .isEqualTo("cron 0 0 9 ? * MON in Europe/Paris, until Wed 31 Mar 2027 23:59");
  }

  @Test
  void a_date_is_meant_with_all_of_its_day_in_the_zone() {
    assertThat(resolve("0 59 23 * * ?", null, null, "2026-11-25").until())
        .isEqualTo("2026-11-25T22:59:59.999Z");
    assertThat(resolve("0 59 23 * * ?", null, null, "2026-11-25 12:00").until())
        .isEqualTo("2026-11-25T11:00:00Z");
  }

  @Test
  void two_rules_are_alike_that_say_the_same_in_other_words_and_at_another_time() {
    Repeat mondays = resolve(MONDAYS, null, "5", null);
    Repeat later =
        new HowToRepeat("0 0 9 ? *  mon", null, "5", null)
            .resolve(NOW.plusSeconds(60), List.of(PARIS), QuartzCron::read);

    assertThat(mondays.isLike(later)).isTrue();
    assertThat(mondays.isLike(resolve(MONDAYS, null, "6", null))).isFalse();
    assertThat(mondays.isLike(resolve("0 1 9 ? * MON", null, "5", null))).isFalse();
    assertThat(mondays.isLike(resolve(MONDAYS, "UTC", "5", null))).isFalse();
  }

  @Test
  void the_closest_two_of_its_times_are_found_wherever_they_are() {
    assertThat(resolve("0 0,5 9 ? * MON", null, null, null).closest())
        .contains(Duration.ofMinutes(5));
    assertThat(resolve(MONDAYS, null, "1", null).closest()).isEmpty();
  }

  @Test
  void the_five_fields_of_unix_are_told_in_quartz_words() {
    refused("0 9 * * 1")
        .hasMessageContaining("five fields of Unix's cron")
        .hasMessageEndingWith("so 0 0 9 ? * MON");
    refused("*/30 9-17 1,15 * *").hasMessageEndingWith("so 0 */30 9-17 1,15 * ?");
    refused("15 8 * * 1-5").hasMessageEndingWith("so 0 15 8 ? * MON-FRI");
    refused("15 8 * * 7").hasMessageEndingWith("so 0 15 8 ? * SUN");
    refused("0 9 1 * 1")
        .as("either day will do for Unix")
        .hasMessageEndingWith("such as 0 30 9 ? * MON-FRI");
    refused("a b c d e").hasMessageEndingWith("such as 0 30 9 ? * MON-FRI");
  }

  @Test
  void the_question_mark_is_explained() {
    refused("0 0 9 * * MON")
        .hasMessageContaining("? for the one that does not matter")
        .hasMessageEndingWith("such as 0 0 9 ? * MON");
    refused("0 0 9 15 * *").hasMessageEndingWith("such as 0 0 9 15 * ?");
  }

  @Test
  void what_is_no_rule_is_refused_with_a_sentence() {
    refused("every monday")
        .hasMessageStartingWith("--every: \"every monday\" is not a Quartz cron");
    refused("* 0 9 ? * MON").hasMessageContaining("more than one slot a minute");
    refused("0 0 9 30 2 ?").hasMessageContaining("names no time to come");
    refused("0 0 9 ? * MON 2020").hasMessageContaining("names no time to come");
  }

  @Test
  void an_end_that_is_none_is_refused() {
    refused(MONDAYS, null, "0", null).hasMessageStartingWith("--times: \"0\" is not a number");
    refused(MONDAYS, null, "five", null).hasMessageContaining("write 1 or more");
    refused(MONDAYS, null, "5", "2027-01-01").hasMessageContaining("keep one of them");
    refused(MONDAYS, null, null, "2026-11-01").hasMessageContaining("is past");
    refused(MONDAYS, null, null, "2027-02-30").hasMessageContaining("not in the calendar");
    refused(MONDAYS, null, null, "soon").hasMessageContaining("--until");
    refused(MONDAYS, null, null, "2026-11-25").hasMessageContaining("no time from now until");
  }

  @Test
  void accounts_with_different_zones_need_a_word_on_which_is_meant() {
    List<ZoneId> zones = List.of(PARIS, ZoneId.of("UTC"), PARIS);
    HowToRepeat how = new HowToRepeat(MONDAYS, null, null, null);

    assertThatThrownBy(() -> how.resolve(NOW, zones, QuartzCron::read))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "--zone: the accounts have different zones (Europe/Paris, UTC); say which one is meant");
    assertThat(
            new HowToRepeat(MONDAYS, "UTC", null, null)
                .resolve(NOW, zones, QuartzCron::read)
                .zone())
        .isEqualTo(ZoneId.of("UTC"));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(String every) {
    return refused(every, null, null, null);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      String every, @Nullable String zone, @Nullable String times, @Nullable String until) {
    return assertThatThrownBy(() -> resolve(every, zone, times, until))
        .isInstanceOf(InvalidInput.class);
  }

  private static Repeat resolve(
      String every, @Nullable String zone, @Nullable String times, @Nullable String until) {
    return new HowToRepeat(every, zone, times, until)
        .resolve(NOW, List.of(PARIS), QuartzCron::read);
  }
}
