package dev.belfry.cli;

import dev.belfry.audit.Seal;
import dev.belfry.audit.Seals;
import dev.belfry.post.NotPossible;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry history anchor}: the newest seal on one line. */
final class HistoryAnchorCommand implements Command {
  /** What {@code --json} writes. */
  record View(long seal, String sha256, long rows, Instant at) {
    static View of(Seal seal) {
      return new View(seal.number(), seal.sha256(), seal.rows(), seal.at());
    }
  }

  private final Workplace workplace;

  HistoryAnchorCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Print the newest seal, to keep where whoever rules the database can't change it: in"
                + " a mail, on paper, in another system.",
            "",
            "belfry history verify --anchor then also finds a history that was cut off or"
                + " rewritten as a whole.");
    spec.addOption(Takes.flag("--json", "Write {seal, sha256, rows, at} as JSON."));
    Takes.examples(spec, "belfry history anchor >>anchors.txt");
  }

  @Override
  public ExitCode run(ParseResult given) {
    Seal seal = Seals.newest(workplace.database());
    if (seal.equals(Seal.NONE)) {
      throw new NotPossible("nothing is sealed yet; " + Sealing.comes());
    }
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).write(View.of(seal));
    } else {
      workplace.console().out().println(sentence(seal));
    }
    return ExitCode.FINE;
  }

  static String sentence(Seal seal) {
    return String.format(
        Locale.ROOT,
        seal.rows() == 1 ? "%s  %,d row, sealed %s" : "%s  %,d rows, sealed %s",
        seal.anchor(),
        seal.rows(),
        seal.at());
  }
}
