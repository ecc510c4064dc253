package dev.belfry.cli;

import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Styled;
import dev.belfry.cli.terminal.Table;
import dev.belfry.post.AccountName;
import dev.belfry.queue.Nodes;
import dev.belfry.queue.Nodes.Node;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry nodes}: who releases posts, since when, and which accounts each holds now. */
final class NodesCommand implements Command {
  /** What {@code --json} writes of each node. */
  record View(
      String node,
      String host,
      long pid,
      String version,
      Instant since,
      Instant lastSeen,
      boolean alive,
      List<String> holds) {
    static View of(Node node) {
      return new View(
          node.name(),
          node.host(),
          node.pid(),
          node.version(),
          node.startedAt(),
          node.seenAt(),
          node.alive(),
          node.holds().stream().map(AccountName::toString).toList());
    }
  }

  private final Workplace workplace;

  NodesCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(
        Takes.flag(
            "--json",
            "Write [{node, host, pid, version, since, lastSeen, alive, holds}] as JSON."));
    Takes.examples(spec, "belfry nodes");
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<Node> nodes = workplace.database().lend(Nodes::all);
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).writeArray(nodes.stream().map(View::of));
    } else if (nodes.isEmpty()) {
      workplace.console().out().println("No node is running; belfry run starts one.");
    } else {
      table(nodes).print(workplace.console());
    }
    return ExitCode.FINE;
  }

  private Table table(List<Node> nodes) {
    Table table =
        new Table(
            Column.text("NODE"),
            Column.text("HOST"),
            Column.number("PID"),
            Column.text("VERSION"),
            Column.text("SINCE"),
            Column.text("LAST SEEN"),
            Column.text("STATE"),
            Column.text("HOLDS"));
    for (Node each : nodes) {
      table.row(
          each.name(),
          each.host(),
          each.pid(),
          each.version(),
          Times.local(each.startedAt(), workplace.zone()),
          Times.local(each.seenAt(), workplace.zone()),
          each.alive() ? new Styled("alive", Look.GOOD) : new Styled("silent", Look.BAD),
          each.holds().stream().map(AccountName::toString).collect(Collectors.joining(" ")));
    }
    return table;
  }
}
