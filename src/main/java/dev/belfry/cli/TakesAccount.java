package dev.belfry.cli;

import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --account ACCOUNT}: one account, where there may be several. */
final class TakesAccount {
  private static final String ACCOUNT = "--account";

  private TakesAccount() {}

  static OptionSpec option(String description) {
    return Takes.one(ACCOUNT, "ACCOUNT", description);
  }

  static boolean isGiven(ParseResult given) {
    return given.hasMatchedOption(ACCOUNT);
  }

  /**
   * The account; null where none was named.
   *
   * @throws InvalidInput where it is no account's name
   */
  static @Nullable AccountName of(ParseResult given) {
    @Nullable String written = given.matchedOptionValue(ACCOUNT, null);
    return written == null ? null : AccountName.parse(written);
  }
}
