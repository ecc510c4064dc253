package dev.belfry.cli;

import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Table;
import dev.belfry.queue.QueuedDelivery;
import java.util.List;

/** Deliveries as a table or as JSON. */
final class PrintDeliveries {
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
    if (json) {
      new Json(workplace.console()).writeArray(deliveries.stream().map(DeliveryView::of));
    } else if (deliveries.isEmpty()) {
      workplace.console().out().println(whenNone);
    } else {
      table(deliveries).print(workplace.console());
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

  private static String text(QueuedDelivery delivery) {
    String thread = delivery.parts() > 1 ? "[1/" + delivery.parts() + "] " : "";
    String reason = delivery.reason() == null ? "" : "(" + delivery.reason() + ") ";
    return reason + thread + delivery.text();
  }
}
