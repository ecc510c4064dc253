package dev.belfry.cli;

import dev.belfry.audit.KeepRehearsal;
import dev.belfry.cli.PlayRehearsal.Played;
import dev.belfry.sql.Database;
import dev.belfry.sql.OneSession;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry rehearse}: the days to come, played in seconds by the code that releases; and
 * afterwards, what was really published against that.
 */
final class RehearseCommand implements Command {
  private final Workplace workplace;

  RehearseCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    RehearsalSpan.addTo(spec);
    spec.addOption(
            Takes.one(
                SavePage.OPTION,
                "FILE",
                "Draw it as a calendar for a browser; the file is replaced. - writes to standard"
                    + " output."))
        .addOption(
            Takes.flag("--diff", "Compare the last one with what was really published since."))
        .addOption(Takes.one("--run", "N", "With --diff: compare this one."))
        .addOption(
            Takes.flag(
                "--json",
                "Write {run, since, until, releases: [{post, repeats, nominal, account, at,"
                    + " plannedAt, zone, parts: [{position, text, body}]}], notSent, waiting,"
                    + " collisions, slots, limits, costs} as JSON; with --diff [{verdict, post,"
                    + " repeats, account, part, rehearsedAt, publishedAt, movedSeconds, reworded,"
                    + " rehearsedText, publishedText, why}]."));
    Takes.examples(
        spec,
        "belfry rehearse --days 7",
        "belfry rehearse --until 2026-12-31 --html calendar.html",
        "belfry rehearse --diff");
  }

  @Override
  public ExitCode run(ParseResult given) throws IOException {
    if (given.hasMatchedOption("--diff")) {
      refuse(given, "--diff", "--days", "--until", "--zone", SavePage.OPTION);
      new DiffRehearsal(workplace).print(number(given), given.hasMatchedOption("--json"));
      return ExitCode.FINE;
    }
    if (given.hasMatchedOption("--run")) {
      throw wrong(given, "--run is for --diff");
    }
    if (given.hasMatchedOption("--json")) {
      refuse(given, "--json", SavePage.OPTION);
    }
    rehearse(given);
    return ExitCode.FINE;
  }

  private void rehearse(ParseResult given) throws IOException {
    RehearsalSpan span = RehearsalSpan.said(given, workplace.clock().instant(), workplace.zone());
    @Nullable String to = given.matchedOptionValue(SavePage.OPTION, null);
    SavePage save = new SavePage(workplace);
    if (to != null) {
      save.check(to);
    }
    try (OneSession session = workplace.newSession()) {
      Database stage = new Database(session);
      Played played = new PlayRehearsal(workplace, stage, span).play();
      RehearsalReport report = played.report().numbered(keep(span, played));
      PrintRehearsal print = new PrintRehearsal(workplace.console(), span.zone());
      if (given.hasMatchedOption("--json")) {
        new Json(workplace.console()).write(RehearsalView.of(report));
      } else if (to != null) {
        MakeCalendar calendar = new MakeCalendar(workplace, stage);
        save.save(
            to,
            "Rehearsal " + report.number(),
            () -> calendar.of(report, span.zone(), print.sum(report)).html());
      } else {
        print.print(report);
      }
      report.releases().stream()
          .map(each -> each.delivery().account())
          .distinct()
          .forEach(account -> NotConnected.warn(workplace, account));
    }
  }

  private long keep(RehearsalSpan span, Played played) {
    return workplace
        .database()
        .inTransaction(
            connection ->
                KeepRehearsal.keep(
                    connection, workplace.actor(), span.since(), span.until(), played.events()));
  }

  private static @Nullable Long number(ParseResult given) {
    @Nullable String run = given.matchedOptionValue("--run", null);
    if (run != null && !run.matches("[0-9]{1,18}")) {
      throw wrong(given, "--run takes the number of a rehearsal, not \"%s\"".formatted(run));
    }
    return run == null ? null : Long.valueOf(run);
  }

  private static void refuse(ParseResult given, String option, String... others) {
    Stream.of(others)
        .filter(given::hasMatchedOption)
        .findFirst()
        .ifPresent(
            other -> {
              throw wrong(given, "%s and %s don't go together".formatted(option, other));
            });
  }

  private static ParameterException wrong(ParseResult given, String sentence) {
    return new ParameterException(given.commandSpec().commandLine(), sentence);
  }
}
