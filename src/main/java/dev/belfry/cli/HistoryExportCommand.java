package dev.belfry.cli;

import dev.belfry.audit.ExportHistory;
import dev.belfry.audit.HistoryFilter;
import dev.belfry.audit.ReadHistory;
import dev.belfry.compose.WholeFile;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry history export FILE | -}: the whole history, to be read and verified elsewhere. */
final class HistoryExportCommand implements Command {
  private final Workplace workplace;

  HistoryExportCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Write the whole history with its seals as JSON Lines, which can be verified without"
                + " Belfry: docs/verify-history.md has the script.");
    spec.addPositional(
        Takes.parameter(0, "1", "FILE", "Where to; it is replaced. - writes to standard output."));
    spec.addOption(Takes.flag("--csv", "Write CSV (RFC 4180) instead, without the seals."));
    Takes.examples(
        spec, "belfry history export history.jsonl", "belfry history export --csv - | head");
  }

  @Override
  public ExitCode run(ParseResult given) {
    Outlet outlet = new Outlet(workplace.console(), given.matchedPositionalValue(0, ""));
    boolean csv = given.hasMatchedOption("--csv");
    if (outlet.isStream()) {
      outlet.stream(out -> write(out::print, csv));
    } else {
      save(outlet, csv);
      workplace.console().out().println("The history is exported to " + outlet.named() + ".");
    }
    return ExitCode.FINE;
  }

  private void save(Outlet outlet, boolean csv) {
    try (WholeFile whole = outlet.whole()) {
      write(whole::write, csv);
      whole.finish();
    }
  }

  private void write(Consumer<String> out, boolean csv) {
    if (csv) {
      HistoryCsv printer = new HistoryCsv(out);
      ReadHistory.read(workplace.database(), HistoryFilter.ALL, printer::print);
      printer.finish();
    } else {
      ExportHistory.lines(workplace.database(), line -> out.accept(line + "\n"));
    }
  }
}
