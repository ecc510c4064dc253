package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.PostId;
import dev.belfry.post.Terms;
import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.queue.Schedules;
import dev.belfry.queue.TakeSlots;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.ParseMoment;
import dev.belfry.schedule.SlotWish;
import dev.belfry.schedule.WhenToPost;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code --at TIME | --in AMOUNT | --now | --next | --slot NAME}, with {@code --zone} and {@code
 * --later}.
 */
final class WhenOptions {
  private WhenOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
            Takes.one("--at", "TIME", "When: \"2026-12-01 09:00\", or with an offset or a Z."))
        .addOption(Takes.one("--in", "AMOUNT", "In how long: 30m, 2h30m, 3d."))
        .addOption(Takes.flag("--now", "At once."))
        .addOption(Takes.flag("--next", "In the next free slot of the account's schedules."))
        .addOption(Takes.one("--slot", "NAME", "In the next free slot of this schedule."))
        .addOption(
            Takes.one(
                "--zone",
                "ZONE",
                "What --at and --every are read in; default: the account's zone."))
        .addOption(Takes.flag("--later", "Take the later one of a time that comes twice."));
  }

  /** What was said of the time. */
  static WhenToPost said(ParseResult given) {
    WhenToPost said =
        WhenToPost.byOptions(
            given.matchedOptionValue("--at", null),
            given.matchedOptionValue("--in", null),
            given.hasMatchedOption("--now"),
            given.matchedOptionValue("--zone", null),
            given.matchedOptionValue("--later", false));
    @Nullable String schedule = given.matchedOptionValue("--slot", null);
    boolean next = given.hasMatchedOption("--next");
    if (next && schedule != null) {
      throw new InvalidInput("--slot", "there is a time by --next already; keep one of them");
    }
    return next || schedule != null ? said.in(new SlotWish(schedule)) : said;
  }

  /**
   * What was said, as it is meant for each account. A slot is theirs with the end of the
   * connection's transaction, and nobody else's until then.
   *
   * @param held before whose embargo's end no slot is taken
   * @param post one that is saved already; null: a new one
   */
  static When resolve(
      WhenToPost said,
      Workplace workplace,
      Terms held,
      Connection connection,
      List<Account> accounts,
      @Nullable PostId post)
      throws SQLException {
    SlotWish wish = said.slot();
    if (wish == null) {
      return resolve(said, workplace);
    }
    said.refuseSeveral();
    Map<Account, Moment> moments =
        new TakeSlots(
                new Schedules(QuartzCron::read),
                held.earliest(workplace.clock().instant()),
                workplace.actor())
            .take(connection, accounts, wish.schedule(), post);
    return moments::get;
  }

  /** What was said, as it is meant for each account; not a slot. */
  static When resolve(WhenToPost said, Workplace workplace) {
    // One now for all accounts: a post that goes to two of them goes at one instant.
    ParseMoment parse = new ParseMoment(InstantSource.fixed(workplace.clock().instant()));
    return account -> said.resolve(parse, account.settings().zone(), workplace.zone()).orElse(null);
  }
}
