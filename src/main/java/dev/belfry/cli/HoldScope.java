package dev.belfry.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What is held or resumed: {@code POST | --account A | --all}. */
final class HoldScope {
  private HoldScope() {}

  static void addTo(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "0..1", "POST", "One post, for all its accounts."));
    spec.addOption(Takes.one("--account", "ACCOUNT", "Everything for this account."))
        .addOption(Takes.flag("--all", "Everything."));
  }

  /**
   * Refuses none and several, and an account in a post's place.
   *
   * @throws ParameterException where not exactly one is given
   */
  static void check(ParseResult given) {
    if (count(given) != 1) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "say what: a post, --account or --all");
    }
    String post = given.matchedPositionalValue(0, "");
    if (post.contains(":")) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "an account is named with --account; a post has a number");
    }
  }

  /**
   * Refuses any of them.
   *
   * @throws ParameterException where one is given
   */
  static void refuseBeside(ParseResult given, String option) {
    if (count(given) > 0) {
      throw new ParameterException(
          given.commandSpec().commandLine(), option + " is about everything; say it alone");
    }
  }

  private static int count(ParseResult given) {
    int scopes = 0;
    scopes += given.hasMatchedPositional(0) ? 1 : 0;
    scopes += given.hasMatchedOption("--account") ? 1 : 0;
    scopes += given.hasMatchedOption("--all") ? 1 : 0;
    return scopes;
  }

  /** The account; null where a post or everything is meant. */
  static @Nullable String account(ParseResult given) {
    return given.matchedOptionValue("--account", null);
  }
}
