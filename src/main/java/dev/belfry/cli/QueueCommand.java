package dev.belfry.cli;

import dev.belfry.queue.ListDeliveries;
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
            "Write [{post, account, state, dueAt, zone, parts, text, reason, nextLookAt, hold}]"
                + " as JSON."));
    Takes.examples(spec, "belfry queue");
  }

  @Override
  public ExitCode run(ParseResult given) {
    TellHolds.tell(workplace);
    new PrintDeliveries(workplace)
        .print(
            workplace.database().lend(ListDeliveries::queue),
            given.hasMatchedOption("--json"),
            "Nothing is in the queue; belfry schedule gives a post a time.");
    return ExitCode.FINE;
  }
}
