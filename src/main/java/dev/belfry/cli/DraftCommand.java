package dev.belfry.cli;

import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadText;
import dev.belfry.schedule.WhenToPost;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry draft TEXT | - | -f FILE}: a post of one part, or a whole post file. */
final class DraftCommand implements Command {
  private static final String STDIN = "-";

  private final Workplace workplace;

  DraftCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(0, "0..1", "TEXT", "The text; - reads it from standard input."));
    spec.addOption(
        Takes.one("-f", "FILE", "A post file: front matter, and parts between lines of ---."));
    spec.addOption(TextFor.option(/* parts= */ null));
    PostOptions.addTo(spec);
    Takes.examples(
        spec,
        "belfry draft \"The bells are back.\" --to bluesky:me.example --at \"2026-12-01 09:00\"",
        "belfry draft \"Ring, @ringers!\" --text-for mastodon \"Ring, @ringers@bells.example!\"",
        "belfry draft -f post.md");
  }

  @Override
  public ExitCode run(ParseResult given) {
    @Nullable String text = given.matchedPositionalValue(0, null);
    @Nullable String file = given.matchedOptionValue("-f", null);
    if ((text == null) == (file == null)) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "give a text, or a post file with -f");
    }
    WhenToPost said = WhenOptions.said(given);
    AskedChecks asked = AskedChecks.of(given, workplace);
    RawPost raw = file == null ? fromText(text, given) : fromFile(file, given);
    return new MakePost(workplace, asked)
        .make(
            raw.on(PostOptions.terms(given, asked).over(raw.terms())),
            TakeMedia.of(given, asked),
            said.isSaid() ? said : WhenToPost.byFields(raw.at(), raw.zone()),
            given.hasMatchedOption("--json"));
  }

  private RawPost fromText(@Nullable String text, ParseResult given) {
    String written =
        text == null || text.equals(STDIN)
            ? ReadText.from(workplace.console().in(), "standard input")
            : text;
    RawPart part =
        new RawPart(written, TextFor.wordings(given, 1).get(0), PostOptions.media(given));
    return new RawPost(
            "",
            PostOptions.key(given),
            List.of(part),
            PostOptions.to(given),
            null,
            given.matchedOptionValue("--zone", null))
        .appearing(PostOptions.presentation(given));
  }

  /** What is said on the command line wins over what the file says. */
  private RawPost fromFile(String file, ParseResult given) {
    if (!PostOptions.media(given).isEmpty()) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "--media belongs to a text; a post file names its images itself");
    }
    if (TextFor.isGiven(given)) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "--text-for belongs to a text; a post file has a line --- bluesky above what Bluesky"
              + " gets");
    }
    RawPost raw = ReadPostFile.read(workplace, file);
    @Nullable String key = PostOptions.key(given);
    List<String> to = PostOptions.to(given);
    return new RawPost(
            raw.where(),
            key == null ? raw.key() : key,
            raw.parts(),
            to.isEmpty() ? raw.to() : to,
            raw.at(),
            raw.zone())
        .appearing(PostOptions.presentation(given).over(raw.presentation()))
        .on(raw.terms());
  }
}
