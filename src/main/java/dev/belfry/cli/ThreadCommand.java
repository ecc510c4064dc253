package dev.belfry.cli;

import dev.belfry.compose.Numbering;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadText;
import dev.belfry.compose.SplitIntoThread;
import dev.belfry.compose.TextRules;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry thread -c TEXT -c TEXT … | --split FILE}: a post of several parts. */
final class ThreadCommand implements Command {
  private final Workplace workplace;

  ThreadCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.many("-c", "TEXT", "A part; give one for each."))
        .addOption(
            Takes.one("--split", "FILE", "Split a long text into parts; - reads standard input."))
        .addOption(
            Takes.one(
                "--number",
                "TEMPLATE",
                "Number the parts of a split: \"{i}/{n}\", \"🧵 {i}/{n}\"."));
    spec.addOption(TextFor.option("-c"));
    PostOptions.addTo(spec);
    Takes.examples(
        spec,
        "belfry thread -c \"First the bells.\" -c \"Then the ringers.\" --to x:me --in 30m",
        "belfry thread -c \"One\" --text-for bluesky \"One, at length\" -c \"Two\"",
        "belfry thread --split essay.txt --number \"{i}/{n}\" --to bluesky:me.example");
  }

  @Override
  public ExitCode run(ParseResult given) {
    AskedChecks asked = AskedChecks.of(given, workplace);
    List<String> texts = texts(given);
    List<Map<Network, String>> wordings = TextFor.wordings(given, texts.size());
    List<RawPart> parts = new ArrayList<>();
    for (String text : texts) {
      parts.add(
          new RawPart(
              text,
              wordings.get(parts.size()),
              parts.isEmpty() ? PostOptions.media(given) : List.of()));
    }
    RawPost raw =
        new RawPost("", PostOptions.key(given), parts, PostOptions.to(given), null, null)
            .appearing(PostOptions.presentation(given))
            .on(PostOptions.terms(given, asked));
    return new MakePost(workplace, asked)
        .make(
            raw,
            TakeMedia.of(given, asked),
            WhenOptions.said(given),
            given.hasMatchedOption("--json"));
  }

  private List<String> texts(ParseResult given) {
    List<String> parts = given.matchedOptionValue("-c", List.of());
    @Nullable String file = given.matchedOptionValue("--split", null);
    @Nullable String numbering = given.matchedOptionValue("--number", null);
    if (parts.isEmpty() == (file == null)) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "give the parts with -c, or a text to split with --split");
    }
    if (file == null) {
      if (numbering != null) {
        throw new ParameterException(
            given.commandSpec().commandLine(),
            "--number is for --split; -c takes parts as they are");
      }
      return parts;
    }
    if (TextFor.isGiven(given)) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "--text-for words one part, and --split is what makes the parts; give them with -c");
    }
    String text =
        file.equals("-")
            ? ReadText.from(workplace.console().in(), "standard input")
            : ReadText.file(Path.of(file));
    Numbering template = numbering == null ? Numbering.NONE : new Numbering(numbering);
    return new SplitIntoThread(tightest(PostOptions.to(given)), template).split(text).parts();
  }

  /** A thread that goes to several networks is split for the one that takes least. */
  private static TextRules tightest(List<String> accounts) {
    return accounts.stream()
        .map(name -> AccountName.parse(name).network())
        .min((a, b) -> Integer.compare(limit(a), limit(b)))
        .map(TextRules::of)
        .orElse(TextRules.of(Network.X));
  }

  private static int limit(Network network) {
    return TextRules.of(network).measure("").limit();
  }
}
