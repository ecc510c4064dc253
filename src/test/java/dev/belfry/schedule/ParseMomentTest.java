package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParseMomentTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");
  private static final Instant NOW = Instant.parse("2026-11-24T14:30:00.123456789Z");

  @Test
  void what_was_understood_is_echoed() {
    assertThat(at("2026-12-01 09:00", NEW_YORK).echo(NOW))
        .isEqualTo("Tue 1 Dec 2026 09:00 America/New_York (14:00 UTC, in 6 d 23 h)");
    assertThat(at("2026-12-01 22:00:30", NEW_YORK).echo(NOW))
        .isEqualTo(
            "Tue 1 Dec 2026 22:00:30 America/New_York (Wed 2 Dec 03:00:30 UTC, in 7 d 12 h)");
    assertThat(parse().in("--in", "90s", NEW_YORK).echo(NOW))
        .isEqualTo("Tue 24 Nov 2026 09:31:30 America/New_York (14:31:30 UTC, in 1 min 30 s)");
    assertThat(parse().now(NEW_YORK).echo(NOW))
        .isEqualTo("Tue 24 Nov 2026 09:30 America/New_York (14:30 UTC, now)");
  }

  @ParameterizedTest
  @CsvSource({
    "01, Fri 1 Jan 2027", "02, Mon 1 Feb 2027", "03, Mon 1 Mar 2027", "04, Thu 1 Apr 2027",
    "05, Sat 1 May 2027", "06, Tue 1 Jun 2027", "07, Thu 1 Jul 2027", "08, Sun 1 Aug 2027",
    "09, Wed 1 Sep 2027", "10, Fri 1 Oct 2027", "11, Mon 1 Nov 2027", "12, Wed 1 Dec 2027"
  })
  void months_and_days_are_in_english_wherever_it_runs(String month, String date) {
    assertThat(at("2027-" + month + "-01 12:00", ZoneOffset.UTC).echo(NOW))
        .startsWith(date + " 12:00 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-12-01 09:00",
        "2026-12-01T09:00",
        "2026-12-01t09:00:00",
        " 2026-12-01 09:00:00.000 ",
        "2026-12-01T14:00Z",
        "2026-12-01 14:00z",
        "2026-12-01T09:00-05:00",
        "2026-12-01T09:00:00 -0500",
        "2026-12-01T19:45+05:45",
        "2026-12-01T09:00-05"
      })
  void a_time_is_written_in_any_of_these_ways(String written) {
    assertThat(at(written, NEW_YORK))
        .usingRecursiveComparison()
        .ignoringFields("exact")
        .isEqualTo(
            new Moment(
                Instant.parse("2026-12-01T14:00:00Z"),
                LocalDateTime.parse("2026-12-01T09:00"),
                NEW_YORK,
                null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "2026-12-01",
        "09:00",
        "1.12.2026 09:00",
        "2026-12-01 9:00",
        "26-12-01 09:00",
        "2026-12-01T09:00 America/New_York",
        "2026-12-01T09:00Z[UTC]",
        "12/01/2026 09:00",
        "２０２６-12-01 09:00",
        "-2026-12-01 09:00"
      })
  void what_is_not_a_time_is_told_how_one_is_written(String written) {
    refused(
        written,
        NEW_YORK,
        "\"%s\" is not a date and a time; write 2026-12-01 09:00".formatted(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30 09:00", "2027-02-29 09:00", "2026-13-01 09:00", "2026-12-00 09:00",
        "2026-12-01 24:00", "2026-12-01 09:60", "2026-12-01T09:00+19:00", "2026-12-01T09:00+01:99"
      })
  void what_no_calendar_has_is_refused(String written) {
    refused(written, NEW_YORK, "\"%s\" is not in the calendar or on the clock".formatted(written));
  }

  @Test
  void a_time_in_the_gap_of_spring_is_refused_with_its_neighbours() {
    refused(
        "2027-03-14 02:30",
        NEW_YORK,
        "2027-03-14 02:30 does not exist in America/New_York, where the clocks go from 2027-03-14"
            + " 02:00 to 2027-03-14 03:00; write 2027-03-14 01:59 or 2027-03-14 03:00");
    refused("2027-10-03 02:15", LORD_HOWE, "write 2027-10-03 01:59 or 2027-10-03 02:30");
    assertThat(at("2027-03-14 01:59", NEW_YORK).instant()).isEqualTo("2027-03-14T06:59:00Z");
    assertThat(at("2027-03-14 03:00", NEW_YORK).instant()).isEqualTo("2027-03-14T07:00:00Z");
  }

  @Test
  void a_day_that_a_zone_skipped_is_a_gap_too() {
    ParseMoment before = parse("2011-12-01T00:00:00Z");

    assertThatThrownBy(
            () -> before.at("--at", "2011-12-30 12:00", ZoneId.of("Pacific/Apia"), false))
        .isInstanceOf(InvalidInput.class)
        .hasMessageEndingWith("write 2011-12-29 23:59 or 2011-12-31 00:00");
    assertThatThrownBy(
            () ->
                parse("1994-12-01T00:00:00Z")
                    .at("--at", "1994-12-31 12:00", ZoneId.of("Pacific/Kiritimati"), false))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("does not exist in Pacific/Kiritimati");
  }

  @Test
  void an_instant_is_exact_and_a_wall_time_is_not() {
    assertThat(at("2026-12-01T09:00-05:00", NEW_YORK).exact()).isTrue();
    assertThat(at("2026-12-01T14:00Z", NEW_YORK).exact()).isTrue();
    assertThat(parse().in("--in", "3d", NEW_YORK).exact()).isTrue();
    assertThat(at("2026-12-01 09:00", NEW_YORK).exact()).isFalse();
  }

  @Test
  void of_a_time_that_comes_twice_the_first_is_taken_and_said_aloud() {
    ParseMoment clock = parse();

    assertThat(clock.at("--at", "2027-11-07 01:30", NEW_YORK, false))
        .isEqualTo(
            new Moment(
                Instant.parse("2027-11-07T05:30:00Z"),
                LocalDateTime.parse("2027-11-07T01:30"),
                NEW_YORK,
                "2027-11-07 01:30 comes twice in America/New_York, for the clocks go back; this is"
                    + " the first (UTC-04:00); --later takes the second"));
    assertThat(clock.at("--at", "2027-11-07 01:30", NEW_YORK, true))
        .isEqualTo(
            new Moment(
                Instant.parse("2027-11-07T06:30:00Z"),
                LocalDateTime.parse("2027-11-07T01:30"),
                NEW_YORK,
                "2027-11-07 01:30 comes twice in America/New_York, for the clocks go back; this is"
                    + " the second (UTC-05:00)"));
    assertThat(clock.at("--at", "2027-04-04 01:45", LORD_HOWE, true).instant())
        .isEqualTo("2027-04-03T15:15:00Z");
    assertThat(clock.at("--at", "2027-11-07 02:00", NEW_YORK, true).note()).isNull();
    assertThat(at("2027-11-07T01:30-05:00", NEW_YORK).note()).isNull();
  }

  @Test
  void the_past_is_refused_and_now_is_offered() {
    refused(
        "2026-11-24 09:25",
        NEW_YORK,
        "Tue 24 Nov 2026 09:25 America/New_York (14:25 UTC, 5 min ago) is past; name a time to"
            + " come, or --now to post at once");
    refused("2026-11-24T14:30:00.122Z", NEW_YORK, "is past");
    assertThat(at("2026-11-24T14:30:00.123Z", NEW_YORK)).isNotNull();
    refused("0026-12-01 09:00", NEW_YORK, "is past");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2036-11-25 00:00",
        "2062-12-01 09:00",
        "20262-12-01 09:00",
        "999999999-12-31 23:59"
      })
  void a_year_that_must_be_a_slip_is_refused(String written) {
    assertThatThrownBy(() -> at(written, NEW_YORK)).isInstanceOf(InvalidInput.class);
  }

  @ParameterizedTest
  @CsvSource({
    "90s, 90",
    "30m, 1800",
    "30min, 1800",
    "2h30m, 9000",
    "2h 30m, 9000",
    "3d, 259200",
    "1w, 604800",
    "1W2D, 777600",
    "PT30M, 1800",
    "pt0.5s, 0",
    "P1DT1H, 90000",
    "5H, 18000"
  })
  void an_amount_is_counted_from_now(String written, long seconds) {
    Moment moment = parse().in("--in", written, NEW_YORK);

    assertThat(moment.instant().getEpochSecond() - NOW.getEpochSecond()).isEqualTo(seconds);
    assertThat(moment.wall().atZone(NEW_YORK).toInstant()).isEqualTo(moment.instant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "m",
        "m30",
        "30m2h",
        "-30m",
        "1.5h",
        "PT",
        "P1M",
        "P1Y",
        "half an hour",
        "0m",
        "PT0S",
        "PT-5M",
        "999999999w",
        "3661d",
        "PT99999999999999H",
        "99999999999m",
        "３０m"
      })
  void what_is_not_an_amount_is_refused(String written) {
    assertThatThrownBy(() -> parse().in("--in", written, NEW_YORK))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("--in: \"" + written + "\" is ");
  }

  @ParameterizedTest
  @CsvSource({
    "america/new_york, America/New_York",
    "AMERICA/NEW YORK, America/New_York",
    "utc, UTC",
    "Pacific/Chatham, Pacific/Chatham",
    "asia/istanbul, Asia/Istanbul"
  })
  void a_zone_is_known_whatever_its_case(String written, String id) {
    assertThat(ParseZone.parse("--zone", written).getId()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Europe/Pari; did you mean Europe/Paris", "New York; did you mean America/New_York",
        "Berlin; did you mean Europe/Berlin", "Istanbul; Europe/Istanbul",
        "Mars/Olympus_Mons; names look like Europe/Paris or UTC", "''; names look like",
        "+02:00; is an offset, not a zone", "UTC+2; is an offset, not a zone"
      })
  void an_unknown_zone_is_answered_with_the_closest(String written, String hint) {
    assertThatThrownBy(() -> ParseZone.parse("--zone", written))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("--zone: ")
        .hasMessageContaining(hint);
  }

  private static ParseMoment parse() {
    return new ParseMoment(InstantSource.fixed(NOW));
  }

  private static ParseMoment parse(String now) {
    return new ParseMoment(InstantSource.fixed(Instant.parse(now)));
  }

  private static Moment at(String written, ZoneId zone) {
    return parse().at("--at", written, zone, false);
  }

  private static void refused(String written, ZoneId zone, String message) {
    assertThatThrownBy(() -> at(written, zone))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("--at: ")
        .hasMessageContaining(message);
  }
}
