package dev.belfry.cli;

import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.schedule.ParseMoment;
import dev.belfry.schedule.WhenToPost;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code --at TIME | --in AMOUNT | --now}, with {@code --zone} and {@code --later}. */
final class WhenOptions {
  private WhenOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
            Takes.one("--at", "TIME", "When: \"2026-12-01 09:00\", or with an offset or a Z."))
        .addOption(Takes.one("--in", "AMOUNT", "In how long: 30m, 2h30m, 3d."))
        .addOption(Takes.flag("--now", "At once."))
        .addOption(
            Takes.one("--zone", "ZONE", "What --at is read in; default: the account's zone."))
        .addOption(Takes.flag("--later", "Take the later one of a time that comes twice."));
  }

  /** What was said of the time. */
  static WhenToPost said(ParseResult given) {
    return WhenToPost.byOptions(
        given.matchedOptionValue("--at", null),
        given.matchedOptionValue("--in", null),
        given.hasMatchedOption("--now"),
        given.matchedOptionValue("--zone", null),
        given.matchedOptionValue("--later", false));
  }

  /** What was said, as it is meant for each account. */
  static When resolve(WhenToPost said, Workplace workplace) {
    // One now for all accounts: a post that goes to two of them goes at one instant.
    ParseMoment parse = new ParseMoment(InstantSource.fixed(workplace.clock().instant()));
    return account -> said.resolve(parse, account.settings().zone(), workplace.zone()).orElse(null);
  }
}
