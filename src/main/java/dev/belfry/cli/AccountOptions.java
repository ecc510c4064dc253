package dev.belfry.cli;

import dev.belfry.account.AccountSettings;
import dev.belfry.account.LatePolicy;
import dev.belfry.account.WhenAbsent;
import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import dev.belfry.post.InvalidInput;
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

/** What a person may set for an account: {@code --zone}, {@code --late} and the others. */
final class AccountOptions {
  static final String CAP = "--monthly-cap";
  static final String CARDS = "--cards";
  private static final String NO_CAP = "none";

  /** Nodes reckon with it in timestamps, which do not go on for ever: then nothing would go out. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private static final Map<String, LatePolicy> LATE =
      Map.of("post", LatePolicy.POST, "hold", LatePolicy.HOLD, "skip", LatePolicy.SKIP);

  private AccountOptions() {}

  static void addTo(CommandSpec spec) {
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
                "A part in doubt that X can't find: ask (default) or resend."))
        .addOption(
            Takes.one(
                CARDS,
                "WHICH",
                "Whether a link goes out on Bluesky with a card of what it leads to: on (default)"
                    + " or off."))
        .addOption(
            Takes.one(
                CAP,
                "AMOUNT",
                "The most that it may cost on X in a month, in US dollars, or none (default); what"
                    + " would pass it is held."));
  }

  /**
   * The settings with what was said.
   *
   * @param otherwise what holds where nothing was said
   * @throws ParameterException where something can't be said of such an account
   */
  static AccountSettings read(ParseResult given, AccountName name, AccountSettings otherwise) {
    if (name.network() != Network.X) {
      refuse(given, "--premium");
      refuse(given, CAP);
    }
    @Nullable String zone = given.matchedOptionValue("--zone", null);
    return new AccountSettings(
        zone == null ? otherwise.zone() : ParseZone.parse("--zone", zone),
        given.matchedOptionValue("--premium", otherwise.premium()),
        late(given, otherwise.late()),
        atLeastASecond(given, amount(given, "--late-after", otherwise.lateAfter())),
        amount(given, "--spacing", otherwise.spacing()),
        whenAbsent(given, otherwise.whenAbsent()));
  }

  /** What {@code --cards} says; true where it says nothing. */
  static boolean cards(ParseResult given) {
    String written = given.matchedOptionValue(CARDS, "on");
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new ParameterException(
              given.commandSpec().commandLine(),
              "%s takes on or off, not \"%s\"".formatted(CARDS, written));
    };
  }

  /** What {@code --monthly-cap} says; null: none, or nothing. */
  static @Nullable Dollars cap(ParseResult given) {
    String written = given.matchedOptionValue(CAP, NO_CAP);
    if (written.equalsIgnoreCase(NO_CAP)) {
      return null;
    }
    return Dollars.of(written)
        .orElseThrow(
            () ->
                new ParameterException(
                    given.commandSpec().commandLine(),
                    CAP
                        + " takes US dollars, such as 25 or 2.50, or none; not \""
                        + written
                        + "\""));
  }

  private static void refuse(ParseResult given, String option) {
    if (given.hasMatchedOption(option)) {
      throw new ParameterException(
          given.commandSpec().commandLine(), option + " is for accounts on X");
    }
  }

  private static Duration amount(ParseResult given, String option, Duration otherwise) {
    @Nullable String written = given.matchedOptionValue(option, null);
    return written == null ? otherwise : bounded(option, ParseAmount.parseOrZero(option, written));
  }

  /**
   * The amount, which nothing can be done with where it is longer than ten years.
   *
   * @throws InvalidInput where it is
   */
  static Duration bounded(String where, Duration amount) {
    if (amount.compareTo(LONGEST) > 0) {
      throw new InvalidInput(
          where, "at most %d days are taken; is that a slip?".formatted(LONGEST.toDays()));
    }
    return amount;
  }

  private static WhenAbsent whenAbsent(ParseResult given, WhenAbsent otherwise) {
    String written = given.matchedOptionValue("--when-absent", otherwise.word());
    return WhenAbsent.of(written)
        .orElseThrow(
            () ->
                new ParameterException(
                    given.commandSpec().commandLine(),
                    "--when-absent takes ask or resend, not \"%s\"".formatted(written)));
  }

  private static LatePolicy late(ParseResult given, LatePolicy otherwise) {
    String written = given.matchedOptionValue("--late", otherwise.word());
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
