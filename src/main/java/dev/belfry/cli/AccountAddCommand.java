package dev.belfry.cli;

import dev.belfry.account.AccountSettings;
import dev.belfry.account.Accounts;
import dev.belfry.account.LinkCards;
import dev.belfry.account.MonthlyCaps;
import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry account add NAME}: makes an account known, or sets it anew. */
final class AccountAddCommand implements Command {
  private final Workplace workplace;

  AccountAddCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(
            0, "1", "ACCOUNT", "x:me, bluesky:me.bsky.social, mastodon:me@host, or dry-run:…"));
    AccountOptions.addTo(spec);
    Takes.examples(spec, "belfry account add dry-run:x:demo --zone America/New_York");
  }

  @Override
  public ExitCode run(ParseResult given) {
    AccountName name = AccountName.parse(given.matchedPositionalValue(0, ""));
    AccountSettings settings = AccountOptions.read(given, name, usual(name));
    @Nullable Dollars cap = AccountOptions.cap(given);
    boolean cards = AccountOptions.cards(given);
    boolean isNew =
        workplace
            .database()
            .inTransaction(
                connection -> {
                  boolean added = add(connection, name, settings, cap);
                  LinkCards.set(connection, name, cards);
                  return added;
                });
    workplace
        .console()
        .out()
        .printf(isNew ? "%s is added.%n" : "%s was here before; it is set anew.%n", name);
    NotConnected.warn(workplace, name);
    return ExitCode.FINE;
  }

  private boolean add(
      Connection connection, AccountName name, AccountSettings settings, @Nullable Dollars cap)
      throws SQLException {
    boolean isNew = Accounts.add(connection, name, settings, workplace.actor());
    MonthlyCaps.set(connection, Accounts.get(connection, name), cap);
    return isNew;
  }

  private static AccountSettings usual(AccountName name) {
    AccountSettings usual = AccountSettings.DEFAULT;
    return new AccountSettings(
        usual.zone(),
        usual.premium(),
        usual.late(),
        usual.lateAfter(),
        name.dryRun() ? Duration.ZERO : AccountSettings.LIVE_SPACING,
        usual.whenAbsent());
  }
}
