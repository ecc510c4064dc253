package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Wall times over all zones, from 2020 to 2035, held against java.time. */
final class WallTimeTest {
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2036-01-01T00:00:00Z");
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  record Case(ZoneId zone, LocalDateTime wall) {}

  @Property
  void the_instant_is_that_of_java_time(@ForAll("anywhere") Case c, @ForAll boolean later) {
    List<ZoneOffset> offsets = c.zone.getRules().getValidOffsets(c.wall);
    if (offsets.isEmpty()) {
      assertThatThrownBy(() -> parse(c, later)).isInstanceOf(InvalidInput.class);
      return;
    }
    ZonedDateTime expected = ZonedDateTime.of(c.wall, c.zone);
    expected = later ? expected.withLaterOffsetAtOverlap() : expected.withEarlierOffsetAtOverlap();

    Moment moment = parse(c, later);

    assertThat(moment.instant()).isEqualTo(expected.toInstant());
    assertThat(moment.wall()).isEqualTo(c.wall);
    assertThat(LocalDateTime.ofInstant(moment.instant(), moment.zone())).isEqualTo(c.wall);
    assertThat(moment.note() == null).isEqualTo(offsets.size() == 1);
  }

  @Test
  void at_every_change_of_every_zone_the_neighbours_of_a_gap_are_valid_and_overlaps_are_in_order() {
    int gaps = 0;
    int overlaps = 0;
    for (Case edge : edges()) {
      int valid = edge.zone.getRules().getValidOffsets(edge.wall).size();
      if (valid == 0) {
        gaps++;
        List<String> neighbours = neighbours(edge);
        assertThat(neighbours.get(0)).isLessThan(WRITTEN.format(edge.wall));
        assertThat(neighbours.get(1)).isGreaterThan(WRITTEN.format(edge.wall));
        for (String neighbour : neighbours) {
          Case valids = new Case(edge.zone, LocalDateTime.parse(neighbour, WRITTEN));
          assertThat(parse(valids, false).wall()).isEqualTo(valids.wall);
        }
      } else if (valid == 2) {
        overlaps++;
        assertThat(parse(edge, false).instant()).isBefore(parse(edge, true).instant());
      }
    }
    assertThat(gaps).isGreaterThan(1_000);
    assertThat(overlaps).isGreaterThan(1_000);
  }

  @Test
  void changes_of_half_an_hour_and_of_both_hemispheres_are_among_them() {
    assertThat(edges())
        .extracting(edge -> edge.zone.getId())
        .contains("Australia/Lord_Howe", "Pacific/Chatham", "America/Santiago", "Europe/London");
  }

  @Provide
  Arbitrary<Case> anywhere() {
    List<Case> edges = edges();
    Arbitrary<ZoneId> zones =
        Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()).map(ZoneId::of);
    Arbitrary<LocalDateTime> times =
        Arbitraries.longs()
            .between(FIRST.getEpochSecond() / 60, LAST.getEpochSecond() / 60)
            .map(minute -> LocalDateTime.ofEpochSecond(minute * 60, 0, ZoneOffset.UTC));
    return Arbitraries.oneOf(
        Combinators.combine(zones, times).as(Case::new), Arbitraries.of(edges));
  }

  /** The times just around each change of each zone's clocks. */
  private static List<Case> edges() {
    List<Case> edges = new ArrayList<>();
    for (String id : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(id);
      ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
      while (change != null && change.getInstant().isBefore(LAST)) {
        LocalDateTime from =
            change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalDateTime to = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
        for (LocalDateTime edge : List.of(from.minusMinutes(1), from, to.minusMinutes(1), to)) {
          edges.add(new Case(zone, edge));
        }
        change = zone.getRules().nextTransition(change.getInstant());
      }
    }
    return edges;
  }

  private static List<String> neighbours(Case gap) {
    try {
      parse(gap, false);
      throw new AssertionError(gap + " is no gap");
    } catch (InvalidInput e) {
      String message = e.problems().get(0).message();
      return List.of(message.substring(message.indexOf("; write ") + 8).split(" or ", 2));
    }
  }

  private static Moment parse(Case c, boolean later) {
    LocalDate dayBefore = c.wall.toLocalDate().minusDays(2);
    InstantSource clock = InstantSource.fixed(dayBefore.atStartOfDay().toInstant(ZoneOffset.UTC));
    return new ParseMoment(clock).at("--at", WRITTEN.format(c.wall), c.zone, later);
  }
}
