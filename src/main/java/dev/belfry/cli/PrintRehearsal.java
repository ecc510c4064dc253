package dev.belfry.cli;

import dev.belfry.cli.RehearsalReport.Collision;
import dev.belfry.cli.RehearsalReport.Delivery;
import dev.belfry.cli.RehearsalReport.NotSent;
import dev.belfry.cli.RehearsalReport.Release;
import dev.belfry.cli.RehearsalReport.Stays;
import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Styled;
import dev.belfry.cli.terminal.Table;
import dev.belfry.schedule.InWords;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What a rehearsal tells, for people. */
final class PrintRehearsal {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss XXX", Locale.ENGLISH);

  private final Console console;
  private final ZoneId zone;

  /**
   * @param zone in which the rehearsal's own days are counted
   */
  PrintRehearsal(Console console, ZoneId zone) {
    this.console = console;
    this.zone = zone;
  }

  void print(RehearsalReport report) {
    releases(report.releases());
    notSent(report.notSent());
    stays(report.stays());
    collisions(report.collisions());
    new PrintSums(console, zone).print(report);
    if (!report.releases().isEmpty() || !report.slots().isEmpty() || !report.costs().isEmpty()) {
      console.out().println();
    }
    console.out().printf("Rehearsal %d. %s%n", report.number(), sum(report));
  }

  private void releases(List<Release> releases) {
    if (releases.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            Column.text("DAY"),
            Column.text("TIME"),
            Column.number("POST"),
            Column.text("ACCOUNT"),
            Column.text("TEXT"));
    String before = "";
    for (Release each : releases) {
      String day = DAY.format(each.at().atZone(each.zone()));
      table.row(
          day.equals(before) ? "" : day,
          TIME.format(each.at().atZone(each.zone())),
          post(each.delivery()),
          each.delivery().account(),
          repeats(each.delivery()) + waits(each) + text(each));
      before = day;
    }
    table.print(console);
  }

  private static String post(Delivery delivery) {
    return delivery.number() == null ? "–" : delivery.number().toString();
  }

  private static String repeats(Delivery delivery) {
    return delivery.repeating() == null
        ? ""
        : "(repeats %s) ".formatted(delivery.repeating().post());
  }

  private static String waits(Release release) {
    Duration wait = Duration.between(release.plannedAt(), release.at());
    return wait.toSeconds() == 0 ? "" : "(%s late) ".formatted(InWords.amount(wait));
  }

  private static String text(Release release) {
    String first = release.parts().get(0).text();
    int position = release.parts().get(0).position();
    return release.of() > 1 ? "[%d/%d] %s".formatted(position, release.of(), first) : first;
  }

  private void notSent(List<NotSent> notSent) {
    if (notSent.isEmpty()) {
      return;
    }
    console.heading("What is held or left out when it comes due:");
    Table table =
        new Table(
            Column.text("PLANNED"),
            Column.number("POST"),
            Column.text("ACCOUNT"),
            Column.text("WHAT"),
            Column.text("WHY"));
    for (NotSent each : notSent) {
      table.row(
          Times.local(each.plannedAt(), each.zone()),
          post(each.delivery()),
          each.delivery().account(),
          new Styled(each.what(), Look.WARNING),
          repeats(each.delivery()) + each.why());
    }
    table.print(console);
  }

  private void stays(List<Stays> stays) {
    if (stays.isEmpty()) {
      return;
    }
    console.heading("What is due by then and waits on:");
    Table table =
        new Table(
            Column.text("DUE"), Column.number("POST"), Column.text("ACCOUNT"), Column.text("WHY"));
    for (Stays each : stays) {
      table.row(
          Times.local(each.dueAt(), each.zone()),
          post(each.delivery()),
          each.delivery().account(),
          each.why());
    }
    table.print(console);
  }

  private void collisions(List<Collision> collisions) {
    if (collisions.isEmpty()) {
      return;
    }
    console.heading("Where posts of an account want the same moment:");
    Table table =
        new Table(
            Column.text("WHEN"),
            Column.text("ACCOUNT"),
            Column.number("POSTS"),
            Column.text("THE LAST GOES OUT"));
    for (Collision each : collisions) {
      table.row(
          Times.local(each.at(), each.zone()),
          each.account(),
          each.posts(),
          each.lastAt().equals(each.at())
              ? "at once"
              : InWords.amount(Duration.between(each.at(), each.lastAt())) + " later");
    }
    table.print(console);
  }

  /** All of it in two sentences. */
  String sum(RehearsalReport report) {
    return "Until %s: %s out, %s held or left out, %s. Nothing was sent."
        .formatted(
            Times.local(report.until(), zone),
            report.releases().size() == 1 ? "1 post goes" : report.releases().size() + " posts go",
            count(report.notSent().size(), "is", "are"),
            count(report.stays().size(), "waits on", "wait on"));
  }

  private static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
