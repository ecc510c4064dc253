package dev.belfry.cli;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawMedia;
import dev.belfry.compose.RawTerms;
import dev.belfry.compose.ReadPresentation;
import dev.belfry.post.CheckName;
import dev.belfry.post.Presentation;
import dev.belfry.post.Visibility;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What every command that makes a post takes: accounts, media, how it appears, a key, a time. */
final class PostOptions {
  private PostOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(Takes.many("--to", "ACCOUNT", "Where it goes; may be given several times."))
        .addOption(
            Takes.many("--media", "FILE", "An image or video on the (first) part, up to four."))
        .addOption(Takes.many("--alt", "TEXT", "What it shows, in the same order."));
    TakeMedia.addTo(spec);
    spec.addOption(Takes.many("--quote", "URL", "A post to quote on its own network, one on each."))
        .addOption(Takes.one("--visibility", "WHO", "On Mastodon: " + Visibility.words() + "."))
        .addOption(Takes.one("--language", "TAG", "What it is written in: en, pt-BR, zh-Hant."))
        .addOption(Takes.one("--warning", "TEXT", "On Mastodon: a content warning before it."))
        .addOption(
            Takes.one("--key", "KEY", "Your own name for the post: the same key makes it once."));
    WhenOptions.addTo(spec);
    spec.addOption(
        Takes.one(
            "--not-before", "TIME", "Its embargo: never queued for before this, as --at is read."));
    AskedChecks.addTo(spec);
    spec.addOption(Takes.flag("--json", "Write {post, isNew} as JSON."));
  }

  static List<String> to(ParseResult given) {
    return given.matchedOptionValue("--to", List.of());
  }

  static @Nullable String key(ParseResult given) {
    return given.matchedOptionValue("--key", null);
  }

  /**
   * How the post is to appear.
   *
   * @throws dev.belfry.post.InvalidInput with everything that is wrong with it
   */
  static Presentation presentation(ParseResult given) {
    ProblemList problems = new ProblemList();
    ReadPresentation presentation = new ReadPresentation(problems);
    List<String> quotes = given.matchedOptionValue("--quote", List.of());
    quotes.forEach(url -> presentation.quote("--quote", url));
    said(given, "--visibility").ifPresent(word -> presentation.visibility("--visibility", word));
    said(given, "--language").ifPresent(tag -> presentation.language("--language", tag));
    said(given, "--warning").ifPresent(text -> presentation.warning("--warning", text));
    problems.throwIfAny();
    return presentation.read();
  }

  /** On what terms the post may be queued; what it goes without from now on is kept with it. */
  static RawTerms terms(ParseResult given, AskedChecks asked) {
    Set<CheckName> skips = EnumSet.noneOf(CheckName.class);
    skips.addAll(asked.skips());
    skips.remove(CheckName.EMBARGO);
    return new RawTerms(given.matchedOptionValue("--not-before", null), skips);
  }

  private static Optional<String> said(ParseResult given, String option) {
    return Optional.ofNullable(given.matchedOptionValue(option, null));
  }

  /** The images and videos, each with the alt text that stands at its place. */
  static List<RawMedia> media(ParseResult given) {
    List<String> files = given.matchedOptionValue("--media", List.of());
    List<String> alts = given.matchedOptionValue("--alt", List.of());
    if (alts.size() > files.size()) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "there are more --alt (%d) than --media (%d)".formatted(alts.size(), files.size()));
    }
    List<RawMedia> media = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      media.add(new RawMedia(Path.of(files.get(i)), i < alts.size() ? alts.get(i) : ""));
    }
    return media;
  }
}
