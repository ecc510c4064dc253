package dev.belfry.cli;

import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Table;
import dev.belfry.post.DeliveryState;
import dev.belfry.queue.QueuedDelivery;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Deliveries as a table or as JSON. */
final class PrintDeliveries {
  private static final Map<DeliveryState, String> HINTS =
      new EnumMap<>(
          Map.of(
              DeliveryState.HELD, "is held goes on with belfry resume POST",
              DeliveryState.FAILED, "failed is sent again with belfry retry POST",
              DeliveryState.UNCONFIRMED,
                  "is unconfirmed is settled with belfry resolve POST --posted URL, or"
                      + " --not-posted"));

  private final Workplace workplace;

  PrintDeliveries(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * Prints them.
   *
   * @param whenNone what a person is told where there are none
   */
  void print(List<QueuedDelivery> deliveries, boolean json, String whenNone) {
    print(deliveries, QueuedCosts.NONE, json, whenNone);
  }

  /**
   * Prints them, with what they will cost.
   *
   * @param costs for programs
   * @param whenNone what a person is told where there are none
   */
  void print(List<QueuedDelivery> deliveries, QueuedCosts costs, boolean json, String whenNone) {
    if (json) {
      new Json(workplace.console())
          .writeArray(deliveries.stream().map(each -> DeliveryView.of(each, costs)));
    } else if (deliveries.isEmpty()) {
      workplace.console().out().println(whenNone);
    } else {
      table(deliveries).print(workplace.console());
      workplace.console().flush(); // or a hint would stand in the middle of a row
      HINTS.forEach((state, hint) -> hint(deliveries, state, hint));
    }
  }

  /** What to type next, on standard error: the table is for {@code grep} and {@code less}, too. */
  private void hint(List<QueuedDelivery> deliveries, DeliveryState state, String hint) {
    if (deliveries.stream().anyMatch(each -> each.state() == state)) {
      workplace.console().err().println("belfry: what " + hint);
    }
  }

  private Table table(List<QueuedDelivery> deliveries) {
    Table table =
        new Table(
            Column.number("POST"),
            Column.text("WHEN"),
            Column.text("ACCOUNT"),
            Column.text("STATE"),
            Column.text("TEXT"));
    for (QueuedDelivery each : deliveries) {
      table.row(
          each.post(),
          each.dueAt() == null
              ? ""
              : Times.local(each.dueAt(), each.zone() == null ? workplace.zone() : each.zone()),
          each.account() == null ? "" : each.account(),
          StateLook.of(each.state()),
          text(each));
    }
    return table;
  }

  private String text(QueuedDelivery delivery) {
    String thread = delivery.parts() > 1 ? "[1/" + delivery.parts() + "] " : "";
    return slot(delivery) + repeats(delivery) + reason(delivery) + thread + delivery.text();
  }

  private static String slot(QueuedDelivery delivery) {
    return delivery.slot() == null ? "" : "(" + delivery.slot().words() + ") ";
  }

  private static String repeats(QueuedDelivery delivery) {
    return delivery.repeats() == null ? "" : "(repeats " + delivery.repeats() + ") ";
  }

  private String reason(QueuedDelivery delivery) {
    if (delivery.reason() == null) {
      return "";
    }
    Instant next = delivery.nextLookAt();
    String look = next == null ? "" : "; asked again at " + Times.local(next, workplace.zone());
    return "(" + delivery.reason() + look + ") ";
  }
}
