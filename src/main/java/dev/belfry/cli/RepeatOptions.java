package dev.belfry.cli;

import dev.belfry.post.InvalidInput;
import dev.belfry.schedule.HowToRepeat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code --every CRON [--times N | --until DATE]}, with {@code --zone}. */
final class RepeatOptions {
  private static final List<String> ONCE =
      List.of("--at", "--in", "--now", "--next", "--slot", "--later");

  private RepeatOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
            Takes.one(
                "--every",
                "CRON",
                "Again and again, by a Quartz cron expression: second, minute, hour, day of month,"
                    + " month, day of week, perhaps year; ? for the day that does not matter."))
        .addOption(Takes.one("--times", "N", "With --every: so many times, then no more."))
        .addOption(
            Takes.one("--until", "DATE", "With --every: until this date, which is included."));
  }

  /** What was said; null where the post is not to repeat. */
  static @Nullable HowToRepeat said(ParseResult given) {
    @Nullable String every = given.matchedOptionValue("--every", null);
    if (every == null) {
      refuse(given, List.of("--times", "--until"), "it goes with --every CRON");
      return null;
    }
    refuse(given, ONCE, "there is a time by --every already; keep one of them");
    return new HowToRepeat(
        every,
        given.matchedOptionValue("--zone", null),
        given.matchedOptionValue("--times", null),
        given.matchedOptionValue("--until", null));
  }

  private static void refuse(ParseResult given, List<String> options, String why) {
    for (String option : options) {
      if (given.hasMatchedOption(option)) {
        throw new InvalidInput(option, why);
      }
    }
  }
}
