package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.audit.HistoryFilter;
import dev.belfry.audit.ReadHistory;
import dev.belfry.post.AccountName;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.schedule.ParseSince;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry history [POST]}: everything that happened, oldest first. */
final class HistoryCommand implements Command {
  private final Workplace workplace;

  HistoryCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(
            0, "0..1", "POST", "Only of this post; a deleted one has its history still."));
    spec.addOption(
            Takes.one(
                "--since",
                "TIME",
                "Only from then on: 2026-12-01, 2026-12-01T09:00Z, or 2d (ago)."))
        .addOption(TakesAccount.option("Only what concerns this account."))
        .addOption(
            Takes.flag(
                "--json",
                "Write JSON Lines: {seq, at, event, post, account, part, attempt, remoteId, url,"
                    + " text, payloadSha256, actor, media: [{sha256, alt}], dueAt, detail}."))
        .addOption(Takes.flag("--csv", "Write the same fields as CSV (RFC 4180)."));
    Takes.examples(
        spec, "belfry history 42", "belfry history --since 7d --account x:me --csv >week.csv");
  }

  @Override
  public ExitCode run(ParseResult given) {
    PrintHistory printer = printer(given);
    HistoryFilter filter = filter(given);
    refuseUnknown(filter.post());
    refuseUnknown(filter.account());
    ReadHistory.read(workplace.database(), filter, printer::print);
    printer.finish();
    return ExitCode.FINE;
  }

  private HistoryFilter filter(ParseResult given) {
    @Nullable String since = given.matchedOptionValue("--since", null);
    Instant now = workplace.clock().instant();
    return new HistoryFilter(
        given.hasMatchedPositional(0) ? TakesPost.of(given) : null,
        since == null ? null : ParseSince.parse("--since", since, now, workplace.zone()),
        TakesAccount.of(given));
  }

  private PrintHistory printer(ParseResult given) {
    boolean json = given.hasMatchedOption("--json");
    boolean csv = given.hasMatchedOption("--csv");
    if (json && csv) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "--json or --csv; one of them at a time");
    }
    if (json) {
      return new HistoryJson(workplace.console().out()::print);
    }
    return csv
        ? new HistoryCsv(workplace.console().out()::print)
        : new HistoryTable(workplace, zones());
  }

  private Map<String, ZoneId> zones() {
    Map<String, ZoneId> zones = new HashMap<>();
    for (Account account : workplace.database().lend(Accounts::all)) {
      if (account.settings().zone() != null) {
        zones.put(account.name().toString(), account.settings().zone());
      }
    }
    return zones;
  }

  /** One that was removed has its history still. */
  private void refuseUnknown(@Nullable AccountName account) {
    if (account != null
        && !workplace.database().lend(Accounts::numbers).containsKey(account.toString())) {
      throw new NotPossible(Accounts.unknown(account));
    }
  }

  /** Every post has a history from its first moment on, so that one without never was. */
  private void refuseUnknown(@Nullable PostId post) {
    if (post == null) {
      return;
    }
    AtomicLong count = new AtomicLong();
    ReadHistory.read(
        workplace.database(),
        new HistoryFilter(post, null, null),
        event -> count.incrementAndGet());
    if (count.get() == 0) {
      throw new NotPossible("there is no post %s; belfry list shows what there is".formatted(post));
    }
  }
}
