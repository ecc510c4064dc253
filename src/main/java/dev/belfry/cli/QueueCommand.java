package dev.belfry.cli;

import dev.belfry.post.Dollars;
import dev.belfry.queue.ListDeliveries;
import dev.belfry.queue.QueuedDelivery;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry queue}: what goes out next, when and where. */
final class QueueCommand implements Command {
  private final Workplace workplace;

  QueueCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(
        Takes.flag(
            "--json",
            "Write [{post, account, state, dueAt, zone, parts, text, reason, nextLookAt, hold, slot,"
                + " repeats, cost}] as JSON; cost is in US dollars, of what goes to X."));
    Takes.examples(spec, "belfry queue");
  }

  @Override
  public ExitCode run(ParseResult given) {
    TellHolds.tell(workplace);
    List<QueuedDelivery> queue = workplace.database().lend(ListDeliveries::queue);
    boolean json = given.hasMatchedOption("--json");
    QueuedCosts costs = workplace.database().lend(c -> QueuedCosts.read(c, workplace, json));
    new PrintDeliveries(workplace)
        .print(queue, costs, json, "Nothing is in the queue; belfry schedule gives a post a time.");
    if (!json) {
      costs.charged().ifPresent(this::tell);
    }
    return ExitCode.FINE;
  }

  private void tell(Dollars cost) {
    workplace
        .console()
        .err()
        .printf(
            "belfry: what is queued for X costs about %s by the prices of %s; belfry cost tells"
                + " more%n",
            cost, workplace.xPrices().date());
  }
}
