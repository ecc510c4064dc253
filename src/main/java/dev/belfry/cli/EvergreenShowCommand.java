package dev.belfry.cli;

import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Table;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenTexts.Text;
import dev.belfry.queue.MakeShowings.Standing;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry evergreen show SET}: its texts, when each was shown last, and what comes next. */
final class EvergreenShowCommand implements Command {
  private final Workplace workplace;

  EvergreenShowCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(EvergreenOptions.set());
    spec.addOption(
        Takes.flag(
            "--json",
            "Write {name, schedule, accounts, rest, held, texts: [{post, member, text, on: [{account,"
                + " lastSaid, restsUntil, waits}]}], next: [{account, at, zone, nominal, textOf,"
                + " post}]} as JSON."));
    Takes.examples(spec, "belfry evergreen show tips");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = EvergreenOptions.set(given);
    Instant now = workplace.clock().instant();
    EvergreenView view =
        workplace.database().lend(connection -> EvergreenView.read(connection, name, now));
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).write(view.json());
    } else {
      print(view);
    }
    return ExitCode.FINE;
  }

  private void print(EvergreenView view) {
    PrintWriter out = workplace.console().out();
    EvergreenSet set = view.set();
    out.println(EvergreenWords.of(set));
    if (set.held() != null) {
      out.printf(
          "It is held: %s; belfry evergreen resume %s lets it go on.%n", set.held(), set.name());
    }
    out.println();
    if (view.texts().isEmpty()) {
      out.printf(
          "There is nothing in it; belfry evergreen add %s POST puts a post in.%n", set.name());
      return;
    }
    texts(view);
    if (!view.coming().isEmpty()) {
      out.println();
      out.println("What comes next:");
      new FillEvergreen(workplace).tell(view.coming());
    } else if (set.held() == null) {
      out.println();
      out.printf(
          "No slot of %s is free for it; belfry schedules next %s tells why.%n",
          set.schedule(), set.schedule());
    }
  }

  private void texts(EvergreenView view) {
    Table table =
        new Table(
            Column.number("POST"),
            Column.text("ACCOUNT"),
            Column.text("SHOWN LAST"),
            Column.text("RESTS"),
            Column.text("TEXT"));
    Map<Integer, Text> firsts = new HashMap<>();
    for (Text text : view.texts()) {
      Text first = Objects.requireNonNullElse(firsts.putIfAbsent(text.member(), text), text);
      String of = first.post().equals(text.post()) ? "" : "(or %s) ".formatted(first.post());
      for (Standing each : view.of(text.post())) {
        table.row(text.post(), each.account().name(), last(each), rests(each), of + text.text());
      }
    }
    table.print(workplace.console());
  }

  private String last(Standing standing) {
    ZoneId zone = standing.account().settings().zoneOr(workplace.zone());
    return standing.lastSaid() == null ? "" : Times.local(standing.lastSaid(), zone);
  }

  private static String rests(Standing standing) {
    if (standing.waits()) {
      return "while it waits";
    }
    return standing.restsUntil() == null ? "" : "until " + standing.restsUntil();
  }
}
