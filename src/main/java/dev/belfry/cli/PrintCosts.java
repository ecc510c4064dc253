package dev.belfry.cli;

import dev.belfry.audit.Spent;
import dev.belfry.cli.CostCommand.Line;
import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Table;
import dev.belfry.compose.XPrices;
import dev.belfry.post.Dollars;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was spent and is queued on X, as a table or as JSON. */
final class PrintCosts {
  /** A line as {@code --json} writes it; amounts in US dollars. */
  record View(
      String account,
      String month,
      String zone,
      boolean dryRun,
      int posts,
      int postsWithLink,
      int altTexts,
      int deleted,
      BigDecimal spent,
      int queued,
      BigDecimal toCome,
      @Nullable BigDecimal cap,
      String pricesOf) {}

  private final Workplace workplace;

  PrintCosts(Workplace workplace) {
    this.workplace = workplace;
  }

  void print(List<Line> lines, boolean json) {
    XPrices prices = workplace.xPrices();
    if (json) {
      new Json(workplace.console()).writeArray(lines.stream().map(line -> view(line, prices)));
    } else if (lines.isEmpty()) {
      workplace
          .console()
          .out()
          .println("There is no account on X, and no other network charges for what Belfry does.");
    } else {
      table(lines);
      note(lines, prices);
    }
  }

  private void table(List<Line> lines) {
    Table table =
        new Table(
            Column.text("MONTH"),
            Column.text("ACCOUNT"),
            Column.number("SPENT"),
            Column.number("TO COME"),
            Column.number("CAP"),
            Column.text("WHAT"));
    for (Line each : lines) {
      Dollars cap = each.cap();
      table.row(
          each.month().month(),
          each.account(),
          each.spent().cost(),
          each.toCome(),
          cap == null ? "" : cap,
          what(each));
    }
    table.print(workplace.console());
  }

  private static String what(Line line) {
    Spent spent = line.spent();
    List<String> what = new ArrayList<>();
    what.add(count(spent.posts(), "post") + " (" + spent.withLink() + " with a link)");
    what.add(count(spent.altTexts(), "alt text"));
    what.add(spent.deleted() + " taken back");
    what.add(line.queued() + " queued");
    return (line.account().dryRun() ? "rehearsed: " : "") + String.join(", ", what);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void note(List<Line> lines, XPrices prices) {
    PrintWriter out = workplace.console().out();
    List<Line> charged = lines.stream().filter(each -> !each.account().dryRun()).toList();
    if (charged.size() > 1) {
      out.printf(
          "In all: %s spent, %s to come.%n",
          sum(charged, each -> each.spent().cost()), sum(charged, Line::toCome));
    }
    out.printf(
        "About, in US dollars, by the prices of %s (%s); reads are not counted.%n",
        prices.date(), prices.source());
    if (charged.size() < lines.size()) {
      out.println("Nothing is charged for what is rehearsed.");
    }
  }

  private static Dollars sum(List<Line> lines, Function<Line, Dollars> what) {
    return lines.stream().map(what).reduce(Dollars.ZERO, Dollars::plus);
  }

  private static View view(Line line, XPrices prices) {
    Dollars cap = line.cap();
    return new View(
        line.account().toString(),
        line.month().month().toString(),
        line.month().zone().getId(),
        line.account().dryRun(),
        line.spent().posts(),
        line.spent().withLink(),
        line.spent().altTexts(),
        line.spent().deleted(),
        line.spent().cost().amount(),
        line.queued(),
        line.toCome().amount(),
        cap == null ? null : cap.amount(),
        prices.date().toString());
  }
}
