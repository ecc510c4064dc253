package dev.belfry.cli;

import dev.belfry.cli.RehearsalReport.CostLine;
import dev.belfry.cli.RehearsalReport.PassedOver;
import dev.belfry.cli.RehearsalReport.RateLine;
import dev.belfry.cli.RehearsalReport.SlotLine;
import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Table;
import dev.belfry.schedule.InWords;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a rehearsal adds up to: slots, what networks take, and what it costs. */
final class PrintSums {
  private final Console console;
  private final ZoneId zone;

  /**
   * @param zone in which times are told that are no account's
   */
  PrintSums(Console console, ZoneId zone) {
    this.console = console;
    this.zone = zone;
  }

  void print(RehearsalReport report) {
    slots(report.slots());
    rates(report.rates());
    costs(report.costs());
  }

  private void slots(List<SlotLine> slots) {
    if (slots.isEmpty()) {
      return;
    }
    console.heading("Slots:");
    Table table =
        new Table(
            Column.text("SCHEDULE"),
            Column.text("ACCOUNT"),
            Column.number("SLOTS"),
            Column.number("TAKEN"),
            Column.number("FREE"),
            Column.text("PASSED OVER"));
    for (SlotLine each : slots) {
      table.row(
          each.schedule(), each.account(), each.slots(), each.taken(), each.free(), why(each));
    }
    table.print(console);
  }

  private static String why(SlotLine line) {
    Map<String, Long> reasons =
        line.passedOver().stream()
            .collect(Collectors.groupingBy(PassedOver::why, TreeMap::new, Collectors.counting()));
    return reasons.entrySet().stream()
        .map(reason -> "%d: %s".formatted(reason.getValue(), reason.getKey()))
        .collect(Collectors.joining("; "));
  }

  private void rates(List<RateLine> rates) {
    if (rates.isEmpty()) {
      return;
    }
    console.heading("More than a network takes:");
    for (RateLine each : rates) {
      console
          .out()
          .println(
              console.paint(
                  Look.WARNING,
                  "%s: %,d posts in %s from %s; %s takes %,d (%s)"
                      .formatted(
                          each.account() == null
                              ? "all accounts on " + each.network().title() + " together"
                              : each.account(),
                          each.parts(),
                          InWords.amount(Duration.ofSeconds(each.seconds())),
                          Times.local(each.from(), zone),
                          each.network().title(),
                          each.most(),
                          each.source())));
    }
  }

  private void costs(List<CostLine> costs) {
    if (costs.isEmpty()) {
      return;
    }
    console.heading("What it costs on X, about, in US dollars:");
    Table table =
        new Table(
            Column.text("MONTH"),
            Column.text("ACCOUNT"),
            Column.number("SPENT"),
            Column.number("THEN"),
            Column.number("CAP"),
            Column.text(""));
    for (CostLine each : costs) {
      table.row(
          each.month(),
          each.account(),
          "$" + each.spent().toPlainString(),
          "$" + each.total().toPlainString(),
          each.cap() == null ? "" : "$" + each.cap().toPlainString(),
          each.dryRun() ? "rehearsed: nothing is charged" : "");
    }
    table.print(console);
  }
}
