package dev.belfry.cli;

import dev.belfry.compose.Measure;
import dev.belfry.compose.ReadJsonStrings;
import dev.belfry.compose.ReadText;
import dev.belfry.compose.TextRules;
import dev.belfry.compose.WhyUnfit;
import dev.belfry.compose.XRules;
import dev.belfry.post.Network;
import dev.belfry.post.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry count TEXT | -}: measures text as a network does. Needs no database. */
final class CountCommand implements Command {
  private static final String STDIN = "-";

  /** What {@code --json} writes. */
  record View(int length, int limit, String unit, boolean fits) {
    static View of(Measure measure) {
      return new View(measure.length(), measure.limit(), measure.unit(), measure.fits());
    }
  }

  private final Workplace workplace;

  CountCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(
            0, "0..1", "TEXT", "The text; - or nothing reads it from standard input, as it is."));
    spec.addOption(Takes.one("--network", "NETWORK", "Whose rules: x, bluesky or mastodon."))
        .addOption(Takes.flag("--premium", "On X, as for an account that pays: up to 25,000."))
        .addOption(Takes.flag("--json", "Write {length, limit, unit, fits} as JSON."))
        .addOption(
            Takes.flag(
                "--lines",
                "Read a JSON string from each line of standard input, and write such an object"
                    + " on each line."));
    spec.usageMessage()
        .description(
            "Measure a text as a network does. Whether it fits or not is an answer, so the exit"
                + " code is 0 for both.");
    Takes.examples(
        spec,
        "belfry count --network x \"The bells are back: example.org\"",
        "belfry count --network bluesky --json - <post.txt");
  }

  @Override
  public ExitCode run(ParseResult given) {
    TextRules rules = rules(given);
    @Nullable String text = given.matchedPositionalValue(0, null);
    if (given.hasMatchedOption("--lines")) {
      if (text != null && !text.equals(STDIN)) {
        throw usage(given, "--lines reads standard input; leave the text out");
      }
      countLines(rules);
      return ExitCode.FINE;
    }
    String measured = text == null || text.equals(STDIN) ? fromInput(text, given) : text;
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).write(View.of(rules.measure(measured)));
    } else {
      tell(measured, rules);
    }
    return ExitCode.FINE;
  }

  private static TextRules rules(ParseResult given) {
    @Nullable String written = given.matchedOptionValue("--network", null);
    Network network =
        Optional.ofNullable(written)
            .flatMap(Network::of)
            .orElseThrow(
                () ->
                    usage(
                        given,
                        written == null
                            ? "say whose rules: --network x, bluesky or mastodon"
                            : "--network takes x, bluesky or mastodon, not \"%s\""
                                .formatted(written)));
    if (!given.hasMatchedOption("--premium")) {
      return TextRules.of(network);
    }
    if (network != Network.X) {
      throw usage(given, "--premium is for X");
    }
    return XRules.PREMIUM;
  }

  /** Somebody who forgot the text would wait for a prompt that never comes. */
  private String fromInput(@Nullable String text, ParseResult given) {
    if (text == null && workplace.console().terminals().in()) {
      throw usage(given, "give a text, or - to type it (Ctrl-D ends it)");
    }
    return ReadText.from(workplace.console().in(), "standard input");
  }

  private void countLines(TextRules rules) {
    ReadJsonStrings texts = new ReadJsonStrings(workplace.console().in());
    new Json(workplace.console())
        .writeLines(
            Stream.generate(texts::next)
                .takeWhile(Optional::isPresent)
                .map(text -> View.of(rules.measure(text.orElseThrow()))));
  }

  private void tell(String text, TextRules rules) {
    Measure measure = rules.measure(text);
    String unfit = WhyUnfit.explain(text, rules).map(Problem::message).orElse("");
    workplace
        .console()
        .out()
        .println(
            unfit.isEmpty()
                ? "%s of %s %s, fits"
                    .formatted(number(measure.length()), number(measure.limit()), measure.unit())
                : unfit);
  }

  private static String number(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static ParameterException usage(ParseResult given, String message) {
    return new ParameterException(given.commandSpec().commandLine(), message);
  }
}
