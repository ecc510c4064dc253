package dev.belfry.cli.page;

import dev.belfry.cli.page.CalendarPage.Entry;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws the months, with a line for each post, and below them each post as it will look. */
final class DrawCalendar {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);

  private final CalendarPage page;

  /** Each entry under the day that it is on, with the place that its link leads to. */
  private final Map<LocalDate, List<Placed>> days = new TreeMap<>();

  /**
   * @param id of its card
   */
  record Placed(String id, Entry entry) {}

  DrawCalendar(CalendarPage page) {
    this.page = page;
    for (Entry each : page.entries()) {
      List<Placed> day = days.computeIfAbsent(each.day(), unused -> new ArrayList<>());
      day.add(new Placed("d" + each.day() + "-" + (day.size() + 1), each));
    }
  }

  String html() {
    return new Shell(
            page.title(), Stylesheet.named("preview.css") + Stylesheet.named("calendar.css"))
        .around(
            """
            <header class="top">
            <h1>%s</h1>
            <p>%s</p>
            </header>
            <div class="months">
            %s</div>
            %s<footer class="bottom">
            <p>Played by Belfry with the code that releases, on what was queued; nothing was sent. \
            The networks draw their own pages in their own way.</p>
            </footer>
            """
                .formatted(
                    Escape.text(page.title()), Escape.text(page.summary()), months(), details()));
  }

  private String months() {
    StringBuilder html = new StringBuilder();
    YearMonth last = YearMonth.from(page.to());
    for (YearMonth month = YearMonth.from(page.from());
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      html.append(new DrawMonth(month, page.from(), page.to(), days).html());
    }
    return html.toString();
  }

  private String details() {
    return days.entrySet().stream()
        .map(day -> detail(day.getKey(), day.getValue()))
        .collect(Collectors.joining());
  }

  private static String detail(LocalDate day, List<Placed> entries) {
    return """
    <h2 class="day" id="d%s">%s</h2>
    <div class="cards">
    %s</div>
    """
        .formatted(
            day,
            DAY.format(day),
            entries.stream().map(DrawCalendar::card).collect(Collectors.joining()));
  }

  private static String card(Placed placed) {
    Entry entry = placed.entry();
    String heading =
        "<time>%s</time> %s · %s"
            .formatted(
                Escape.text(entry.time()),
                Escape.text(entry.feed().who().network().title()),
                Escape.text(entry.name()));
    return new DrawFeed(entry.feed(), entry.language(), " id=\"" + placed.id() + "\"", heading)
        .html();
  }
}
