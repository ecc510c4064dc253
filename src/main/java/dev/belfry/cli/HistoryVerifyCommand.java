package dev.belfry.cli;

import dev.belfry.audit.Anchor;
import dev.belfry.audit.Misfit;
import dev.belfry.audit.Seal;
import dev.belfry.audit.UnsealedRows;
import dev.belfry.audit.Verdict;
import dev.belfry.audit.VerifyHistory;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.ProgressBar;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry history verify}: holds the history to its seals, and those to anchors. Ends with
 * {@link ExitCode#FAILED} where something does not fit.
 */
final class HistoryVerifyCommand implements Command {
  /**
   * What {@code --json} writes.
   *
   * @param newest the newest seal that fits; null where none does
   */
  record View(
      boolean fits,
      HistoryAnchorCommand.@Nullable View newest,
      long unsealed,
      @Nullable Instant unsealedSince,
      @Nullable MisfitView misfit) {
    static View of(Verdict verdict) {
      Misfit misfit = verdict.misfit();
      return new View(
          misfit == null,
          verdict.newest().equals(Seal.NONE)
              ? null
              : HistoryAnchorCommand.View.of(verdict.newest()),
          verdict.unsealed().count(),
          verdict.unsealed().since(),
          misfit == null ? null : MisfitView.of(misfit));
    }
  }

  /** What does not fit. */
  record MisfitView(String what, long row, long seal, String says) {
    static MisfitView of(Misfit misfit) {
      return new MisfitView(
          misfit.kind().name().toLowerCase(Locale.ROOT),
          misfit.row(),
          misfit.seal(),
          misfit.says());
    }
  }

  private final Workplace workplace;

  HistoryVerifyCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Recompute every seal from the history, and name the first row that is not as it was"
                + " sealed.");
    spec.addOption(
            Takes.many(
                "--anchor",
                "SEAL",
                "A seal as belfry history anchor printed it, which must be among them; may be"
                    + " repeated."))
        .addOption(
            Takes.flag(
                "--json",
                "Write {fits, newest: {seal, sha256, rows, at}, unsealed, unsealedSince, misfit:"
                    + " {what, row, seal, says}} as JSON."));
    Takes.examples(
        spec, "belfry history verify", "belfry history verify --anchor \"$(tail -1 anchors.txt)\"");
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<String> written = given.matchedOptionValue("--anchor", List.of());
    List<Anchor> anchors = written.stream().map(anchor -> anchor(given, anchor)).toList();
    Verdict verdict = verify(anchors);
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).write(View.of(verdict));
    } else {
      tell(verdict, anchors.size());
    }
    return verdict.misfit() == null ? ExitCode.FINE : ExitCode.FAILED;
  }

  private static Anchor anchor(ParseResult given, String written) {
    return Anchor.parse(written)
        .orElseThrow(
            () ->
                new ParameterException(
                    given.commandSpec().commandLine(),
                    "--anchor takes the number of a seal, from 1, and its 64 digits, as belfry history"
                        + " anchor printed them, not \"%s\"".formatted(written)));
  }

  private Verdict verify(List<Anchor> anchors) {
    long rows = VerifyHistory.rows(workplace.database());
    try (ProgressBar bar =
        new ProgressBar(workplace.console(), workplace.clock(), "verifying", rows)) {
      return VerifyHistory.verify(workplace.database(), anchors, bar::reached);
    }
  }

  private void tell(Verdict verdict, int anchors) {
    PrintWriter out = workplace.console().out();
    @Nullable Misfit misfit = verdict.misfit();
    if (misfit != null) {
      out.println(
          workplace.console().paint(Look.BAD, "The history is not as it was sealed: ")
              + misfit.says()
              + ".");
    } else if (!verdict.newest().equals(Seal.NONE)) {
      out.println(fine(verdict.newest(), anchors));
    }
    if (!verdict.newest().equals(Seal.NONE)) {
      String which = misfit == null ? "The newest seal: " : "The newest seal before it: ";
      out.println(which + HistoryAnchorCommand.sentence(verdict.newest()));
    }
    if (misfit == null) {
      out.println(unsealed(verdict.unsealed()));
    }
  }

  private static String fine(Seal newest, int anchors) {
    String sentence =
        newest.rows() == 1
            ? "The one row that is sealed is as it was"
            : String.format(
                Locale.ROOT, "All %,d rows that are sealed are as they were", newest.rows());
    return switch (anchors) {
      case 0 -> sentence + ".";
      case 1 -> sentence + ", and the anchor holds.";
      default -> sentence + ", and all %d anchors hold.".formatted(anchors);
    };
  }

  static String unsealed(UnsealedRows rows) {
    if (rows.since() == null) {
      return "Every row is sealed.";
    }
    return rows.count() == 1
        ? "The newest row, of %s, is not sealed yet.".formatted(rows.since())
        : String.format(
            Locale.ROOT,
            "The newest %,d rows, since %s, are not sealed yet.",
            rows.count(),
            rows.since());
  }
}
