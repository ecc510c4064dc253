package dev.belfry.cli;

import static java.time.temporal.TemporalAdjusters.previousOrSame;
import static java.util.stream.Collectors.joining;

import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Styled;
import dev.belfry.cli.terminal.Table;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.Slot;
import dev.belfry.schedule.SlotsOf;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A week of a schedule: a column for each day, a row for each time, and in each slot the moment at
 * which it goes out where it is free, the posts that wait in it, or a dash where nothing can go
 * out.
 */
final class WeekGrid {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
  private static final int DAYS = 7;

  private final Console console;
  private final SlotStates states;
  private final Instant now;
  private final Set<String> reasons = new LinkedHashSet<>();

  WeekGrid(Console console, SlotStates states, Instant now) {
    this.console = console;
    this.states = states;
    this.now = now;
  }

  /** Draws the week, from Monday on, in which the day is. */
  void draw(Schedule schedule, LocalDate day) {
    LocalDate monday = day.with(previousOrSame(DayOfWeek.MONDAY));
    Map<LocalTime, @Nullable Slot[]> rows = rows(schedule, monday);
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(MONTH.format(monday)));
    for (int i = 0; i < DAYS; i++) {
      columns.add(Column.text(DAY.format(monday.plusDays(i))));
    }
    Table table = new Table(columns.toArray(Column[]::new));
    rows.forEach(
        (time, slots) -> {
          List<Object> cells = new ArrayList<>(List.of(time));
          for (Slot slot : slots) {
            cells.add(slot == null ? "" : cell(slot));
          }
          table.row(cells.toArray());
        });
    table.print(console);
    reasons.forEach(reason -> console.out().println(reason));
  }

  private static Map<LocalTime, @Nullable Slot[]> rows(Schedule schedule, LocalDate monday) {
    Map<LocalTime, @Nullable Slot[]> rows = new TreeMap<>();
    // Jitter, or a change of the clocks, may carry a slot over midnight on either side.
    SlotsOf slots =
        SlotsOf.after(schedule, monday.minusDays(2).atStartOfDay(schedule.zone()).toInstant());
    LocalDate last = monday.plusDays(DAYS - 1);
    while (slots.hasNext()) {
      Slot slot = slots.next();
      LocalDate day = slot.name().nominal().toLocalDate();
      if (day.isAfter(last)) {
        break;
      }
      if (!day.isBefore(monday)) {
        rows.computeIfAbsent(slot.name().nominal().toLocalTime(), time -> new Slot[DAYS])[
                day.getDayOfWeek().getValue() - 1] =
            slot;
      }
    }
    return rows;
  }

  private Styled cell(Slot slot) {
    SortedSet<Long> posts = states.posts().get(slot.name());
    if (posts != null) {
      return new Styled(posts.stream().map(id -> "#" + id).collect(joining(" ")), Look.STRONG);
    }
    if (!slot.instant().isAfter(now)) {
      return new Styled("past", Look.FAINT);
    }
    String refusal = states.refusals().apply(slot);
    if (refusal != null) {
      reasons.add("– %s: %s".formatted(DAY.format(slot.name().nominal()), refusal));
      return new Styled("–", Look.FAINT);
    }
    return new Styled(slot.wall().toLocalTime().toString(), Look.GOOD);
  }
}
