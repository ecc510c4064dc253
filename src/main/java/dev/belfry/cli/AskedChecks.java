package dev.belfry.cli;

import dev.belfry.post.CheckName;
import dev.belfry.post.Terms;
import dev.belfry.queue.Unchecked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Which checks a command makes of what it queues.
 *
 * @param skips those that it was told to leave out
 * @param also those that it was told to make, whatever the settings say
 */
record AskedChecks(CheckSettings settings, Set<CheckName> skips, Set<CheckName> also) {
  private static final String SKIP = "--skip-check";
  private static final String CHECK = "--check";

  static void addTo(CommandSpec spec) {
    spec.addOption(
            Takes.many(
                SKIP, "NAME", "Queue it whatever this check finds: " + CheckName.words() + "."))
        .addOption(
            Takes.many(CHECK, "NAME", "Make this check, too: links asks where each link leads."));
  }

  /**
   * What was said.
   *
   * @throws ParameterException where a name is none
   */
  static AskedChecks of(ParseResult given, Workplace workplace) {
    Set<CheckName> skips = names(given, SKIP);
    Set<CheckName> also = names(given, CHECK);
    for (CheckName both : also) {
      if (skips.contains(both)) {
        throw new ParameterException(
            given.commandSpec().commandLine(),
            "%s %s and %s %s don't go together; give one"
                .formatted(SKIP, both.word(), CHECK, both.word()));
      }
    }
    return new AskedChecks(workplace.checks(), skips, also);
  }

  private static Set<CheckName> names(ParseResult given, String option) {
    Set<CheckName> names = EnumSet.noneOf(CheckName.class);
    List<String> written = given.matchedOptionValue(option, List.of());
    for (String several : written) {
      for (String name : several.split(",", -1)) {
        Optional<CheckName> check = CheckName.of(name.strip());
        names.add(
            check.orElseThrow(
                () ->
                    new ParameterException(
                        given.commandSpec().commandLine(),
                        "there is no check \"%s\"%s"
                            .formatted(name.strip(), CheckName.hint(name.strip())))));
      }
    }
    return names;
  }

  /** Whether a check is made of a post on these terms. */
  boolean make(CheckName check, Terms terms) {
    if (skips.contains(check) || terms.skips().contains(check)) {
      return false;
    }
    boolean byDefault = check != CheckName.LINKS || settings.on().contains(check);
    return also.contains(check) || (byDefault && !settings.off().contains(check));
  }

  /** What is not checked of a post on these terms, and who said so. */
  Unchecked unchecked(Terms terms) {
    List<String> by = new ArrayList<>();
    add(by, skips, "by " + SKIP);
    add(by, terms.skips(), "by the post");
    Set<CheckName> off = EnumSet.noneOf(CheckName.class);
    off.addAll(settings.off());
    off.removeAll(also);
    add(by, off, "by the settings");
    return by.isEmpty()
        ? Unchecked.NOTHING
        : new Unchecked("not checked: " + String.join("; ", by), skips.contains(CheckName.EMBARGO));
  }

  private static void add(List<String> by, Collection<CheckName> checks, String who) {
    if (!checks.isEmpty()) {
      by.add(checks.stream().map(CheckName::word).collect(Collectors.joining(", ")) + " " + who);
    }
  }

  /** The embargo that a post on these terms is held to; none where it was lifted. */
  Terms heldTo(Terms terms) {
    return skips.contains(CheckName.EMBARGO) ? Terms.NONE : terms;
  }
}
