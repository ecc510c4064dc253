package dev.belfry.cli.page;

import dev.belfry.cli.page.CalendarPage.Entry;
import dev.belfry.cli.page.DrawCalendar.Placed;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws a month: a row for each week, from Monday on, as far as days of it are played. */
final class DrawMonth {
  /** A day with more of them says how many there are. */
  private static final int MOST_LINES = 8;

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

  private final YearMonth month;
  private final LocalDate from;
  private final LocalDate to;
  private final Map<LocalDate, List<Placed>> days;

  DrawMonth(YearMonth month, LocalDate from, LocalDate to, Map<LocalDate, List<Placed>> days) {
    this.month = month;
    this.from = from;
    this.to = to;
    this.days = days;
  }

  String html() {
    return """
    <table class="month">
    <caption>%s</caption>
    <thead><tr>%s</tr></thead>
    <tbody>
    %s</tbody>
    </table>
    """
        .formatted(MONTH.format(month), names(), weeks());
  }

  private static String names() {
    return Stream.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        .map(name -> "<th scope=\"col\">" + name + "</th>")
        .collect(Collectors.joining());
  }

  private String weeks() {
    LocalDate first = later(month.atDay(1), from);
    LocalDate last = earlier(month.atEndOfMonth(), to);
    StringBuilder html = new StringBuilder();
    for (LocalDate monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        !monday.isAfter(last);
        monday = monday.plusWeeks(1)) {
      html.append("<tr>");
      for (int day = 0; day < 7; day++) {
        html.append(cell(monday.plusDays(day)));
      }
      html.append("</tr>\n");
    }
    return html.toString();
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private String cell(LocalDate day) {
    if (!YearMonth.from(day).equals(month)) {
      return "<td class=\"other\"></td>";
    }
    List<Placed> entries = days.getOrDefault(day, List.of());
    boolean isOut = day.isBefore(from) || day.isAfter(to);
    return "<td%s>%s%s</td>"
        .formatted(isOut ? " class=\"out\"" : "", date(day, entries), lines(day, entries));
  }

  private static String date(LocalDate day, List<Placed> entries) {
    String number = Integer.toString(day.getDayOfMonth());
    return entries.isEmpty()
        ? "<span class=\"date\">%s</span>".formatted(number)
        : "<a class=\"date\" href=\"#d%s\">%s</a>".formatted(day, number);
  }

  private static String lines(LocalDate day, List<Placed> entries) {
    if (entries.isEmpty()) {
      return "";
    }
    String more =
        entries.size() > MOST_LINES
            ? "<li><a class=\"more\" href=\"#d%s\">and %d more</a></li>"
                .formatted(day, entries.size() - MOST_LINES)
            : "";
    return entries.stream()
        .limit(MOST_LINES)
        .map(DrawMonth::line)
        .collect(Collectors.joining("", "<ul>", more + "</ul>"));
  }

  private static String line(Placed placed) {
    Entry entry = placed.entry();
    String who = entry.feed().who().network().title() + ", " + entry.feed().who().name();
    return """
    <li><a class="entry %s%s" href="#%s" title="%s"><time>%s</time> %s</a></li>"""
        .formatted(
            entry.feed().who().network().word(),
            entry.stays() == null ? "" : " stays",
            placed.id(),
            Escape.attribute(
                who + (entry.stays() == null ? "" : "; does not go out: " + entry.stays())),
            Escape.text(entry.time()),
            Escape.text(entry.excerpt()));
  }
}
