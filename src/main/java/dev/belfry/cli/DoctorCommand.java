package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.cli.terminal.Wrap;
import dev.belfry.post.NotPossible;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry doctor}: looks whether all is well and says what to do where it is not. It starts
 * no server. Ends with {@link ExitCode#DATABASE_UNREACHABLE} where that is down, else with {@link
 * ExitCode#FAILED} where something is bad.
 */
final class DoctorCommand implements Command {
  /** What {@code --json} writes of each check. */
  record View(String check, String state, String says) {
    static View of(Check check) {
      return new View(check.about(), check.verdict().word(), check.says());
    }
  }

  private static final String LINE = "%-4s  %-10s  ";
  private static final int INDENT = LINE.formatted("", "").length();
  private static final int NARROWEST = 30;

  private final Workplace workplace;

  DoctorCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.flag("--json", "Write [{check, state: ok|warn|bad, says}] as JSON."));
    Takes.examples(
        spec, "belfry doctor", "belfry doctor >/dev/null   # 0: fine, 1: bad, 5: no database");
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<Check> checks = new ArrayList<>(new CheckMachine(workplace).checks());
    CheckDatabase database = new CheckDatabase(workplace);
    Check reached = database.reached();
    checks.add(reached);
    if (!reached.isBad()) {
      checks.addAll(insideDatabase(database));
    }
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).writeArray(checks.stream().map(View::of));
    } else {
      checks.forEach(this::print);
    }
    if (reached.isBad()) {
      return ExitCode.DATABASE_UNREACHABLE;
    }
    return checks.stream().anyMatch(Check::isBad) ? ExitCode.FAILED : ExitCode.FINE;
  }

  /** A database that this program can't work with is asked nothing more. */
  private List<Check> insideDatabase(CheckDatabase database) {
    try {
      List<Check> checks = new ArrayList<>(database.checks());
      checks.addAll(new CheckQueue(workplace).checks());
      checks.add(new CheckEvergreen(workplace).check());
      checks.addAll(new CheckLogIns(workplace).checks());
      checks.add(new CheckSeals(workplace).check());
      return checks;
    } catch (NotPossible e) {
      return List.of(Check.bad("schema", String.valueOf(e.getMessage())));
    }
  }

  private void print(Check check) {
    Console console = workplace.console();
    int width =
        console.terminals().out()
            ? Math.max(NARROWEST, console.width() - INDENT)
            : Integer.MAX_VALUE;
    String head = LINE.formatted(check.verdict().word(), check.about());
    String word = check.verdict().word();
    console
        .out()
        .print(console.paint(check.verdict().look(), word) + head.substring(word.length()));
    List<String> lines = Wrap.lines(VisibleText.oneLine(check.says()), width);
    console.out().println(String.join("\n" + " ".repeat(INDENT), lines));
  }
}
