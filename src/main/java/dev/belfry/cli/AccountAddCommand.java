package dev.belfry.cli;

import dev.belfry.account.AccountSettings;
import dev.belfry.account.Accounts;
import dev.belfry.account.LatePolicy;
import dev.belfry.account.WhenAbsent;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.schedule.ParseAmount;
import dev.belfry.schedule.ParseZone;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry account add NAME}: makes an account known, or sets it anew. */
final class AccountAddCommand implements Command {
  private static final Map<String, LatePolicy> LATE =
      Map.of("post", LatePolicy.POST, "hold", LatePolicy.HOLD, "skip", LatePolicy.SKIP);

  private final Workplace workplace;

  AccountAddCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(
            0, "1", "ACCOUNT", "x:me, bluesky:me.bsky.social, mastodon:me@host, or dry-run:…"));
    spec.addOption(Takes.one("--zone", "ZONE", "The zone of its times; default: the machine's."))
        .addOption(Takes.flag("--premium", "X counts up to 25,000 for it."))
        .addOption(
            Takes.one("--late", "POLICY", "What comes due too late: hold (default), post or skip."))
        .addOption(Takes.one("--late-after", "AMOUNT", "How late is too late; default 1h."))
        .addOption(
            Takes.one(
                "--spacing", "AMOUNT", "How far apart posts go out; default 30s, dry-run 0s."))
        .addOption(
            Takes.one(
                "--when-absent",
                "POLICY",
                "A part in doubt that X can't find: ask (default) or resend."));
    Takes.examples(spec, "belfry account add dry-run:x:demo --zone America/New_York");
  }

  @Override
  public ExitCode run(ParseResult given) {
    AccountName name = AccountName.parse(given.matchedPositionalValue(0, ""));
    AccountSettings settings = settings(given, name);
    if (settings.premium() && name.network() != Network.X) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "--premium is for accounts on X");
    }
    boolean isNew =
        workplace
            .database()
            .inTransaction(
                connection -> Accounts.add(connection, name, settings, workplace.actor()));
    workplace
        .console()
        .out()
        .printf(isNew ? "%s is added.%n" : "%s was here before; it is set anew.%n", name);
    NotConnected.warn(workplace, name);
    return ExitCode.FINE;
  }

  private static AccountSettings settings(ParseResult given, AccountName name) {
    @Nullable String zone = given.matchedOptionValue("--zone", null);
    Duration usualSpacing = name.dryRun() ? Duration.ZERO : AccountSettings.LIVE_SPACING;
    return new AccountSettings(
        zone == null ? null : ParseZone.parse("--zone", zone),
        given.matchedOptionValue("--premium", false),
        late(given),
        atLeastASecond(given, amount(given, "--late-after", AccountSettings.DEFAULT.lateAfter())),
        amount(given, "--spacing", usualSpacing),
        whenAbsent(given));
  }

  private static Duration amount(ParseResult given, String option, Duration otherwise) {
    @Nullable String written = given.matchedOptionValue(option, null);
    return written == null ? otherwise : ParseAmount.parseOrZero(option, written);
  }

  private static WhenAbsent whenAbsent(ParseResult given) {
    String written = given.matchedOptionValue("--when-absent", WhenAbsent.ASK.word());
    return WhenAbsent.of(written)
        .orElseThrow(
            () ->
                new ParameterException(
                    given.commandSpec().commandLine(),
                    "--when-absent takes ask or resend, not \"%s\"".formatted(written)));
  }

  private static LatePolicy late(ParseResult given) {
    String written = given.matchedOptionValue("--late", LatePolicy.HOLD.word());
    LatePolicy policy = LATE.get(written.toLowerCase(Locale.ROOT));
    if (policy == null) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "--late takes hold, post or skip, not \"%s\"".formatted(written));
    }
    return policy;
  }

  /** The database keeps it in whole seconds. */
  private static Duration atLeastASecond(ParseResult given, Duration amount) {
    if (amount.toSeconds() < 1) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "--late-after takes a second or more");
    }
    return amount;
  }
}
