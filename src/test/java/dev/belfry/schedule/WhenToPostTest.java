package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WhenToPostTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final ZoneId CHATHAM = ZoneId.of("Pacific/Chatham");

  @Test
  void the_zone_that_was_said_comes_before_the_accounts_and_that_before_the_machines() {
    assertThat(zoneOf(WhenToPost.byFields("2026-12-01 09:00", "America/New_York"), PARIS))
        .isEqualTo(NEW_YORK);
    assertThat(zoneOf(WhenToPost.byFields("2026-12-01 09:00", null), PARIS)).isEqualTo(PARIS);
    assertThat(zoneOf(WhenToPost.byFields("2026-12-01 09:00", null), null)).isEqualTo(CHATHAM);
  }

  @Test
  void each_way_to_say_a_time_is_understood() {
    assertThat(instant(WhenToPost.byOptions("2026-12-01 09:00", null, false, null, false)))
        .isEqualTo("2026-12-01T08:00:00Z");
    assertThat(instant(WhenToPost.byOptions(null, "2h", false, null, false)))
        .isEqualTo("2026-11-24T14:00:00Z");
    assertThat(instant(WhenToPost.byOptions(null, null, true, null, false)))
        .isEqualTo("2026-11-24T12:00:00Z");
    assertThat(instant(WhenToPost.byOptions("2027-10-31 02:30", null, false, null, true)))
        .isEqualTo("2027-10-31T01:30:00Z");
  }

  @Test
  void where_nothing_was_said_there_is_no_moment() {
    WhenToPost nothing = WhenToPost.byOptions(null, null, false, "Europe/Paris", false);

    assertThat(nothing.isSaid()).isFalse();
    assertThat(nothing.resolve(clock(), null, CHATHAM)).isEmpty();
  }

  @Test
  void a_wrong_zone_is_told_also_where_it_would_not_matter() {
    assertThatThrownBy(
            () -> instant(WhenToPost.byOptions(null, "2h", false, "Europe/Pariss", false)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("--zone: ");
  }

  @Test
  void of_two_times_none_is_taken() {
    assertThatThrownBy(
            () -> instant(WhenToPost.byOptions("2026-12-01 09:00", null, true, null, false)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--now: there is a time by --at already; keep one of them");
  }

  private static Instant instant(WhenToPost when) {
    return when.resolve(clock(), PARIS, CHATHAM).orElseThrow().instant();
  }

  private static ZoneId zoneOf(WhenToPost when, @Nullable ZoneId accounts) {
    return when.resolve(clock(), accounts, CHATHAM).orElseThrow().zone();
  }

  private static ParseMoment clock() {
    return new ParseMoment(InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")));
  }
}
