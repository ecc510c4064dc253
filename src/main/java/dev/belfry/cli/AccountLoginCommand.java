package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.Accounts;
import dev.belfry.account.Credential;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.NotPossible;
import dev.belfry.publish.LogIn;
import dev.belfry.queue.Holds;
import dev.belfry.queue.RecordLogIns;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry account login NAME}: gets a network's leave to post as the account. */
final class AccountLoginCommand implements Command {
  private final Workplace workplace;

  AccountLoginCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  /** What was done beside keeping the credential. */
  private record Kept(boolean isNew, boolean goesOn) {}

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(0, "1", "ACCOUNT", "x:me, bluesky:me.bsky.social or mastodon:me@host"));
    spec.addOption(Takes.flag("--oauth2", "X: by OAuth 2.0 rather than by its PIN."))
        .addOption(
            Takes.one("--server", "URL", "The API's address, where it is not the usual one."));
    Takes.examples(
        spec,
        "belfry account login x:me",
        "belfry account login bluesky:me.bsky.social <app-password.txt");
  }

  @Override
  public ExitCode run(ParseResult given) {
    AccountName name = AccountName.parse(given.matchedPositionalValue(0, ""));
    refuseWhereNobodyCan(name);
    LogIn.Options options = options(given, name);
    workplace.vault().makeReady();
    LogIn network = workplace.publishers().logIn(name.network());
    Credential credential = network.logIn(name, options, new ConsolePerson(workplace));
    String handle = new ConfirmOwner(network).confirm(credential);
    Kept kept = workplace.database().inTransaction(connection -> keep(connection, credential));
    new FreshLimits(workplace).of(List.of(name.toString()));
    print(credential, handle, kept);
    return ExitCode.FINE;
  }

  private void refuseWhereNobodyCan(AccountName name) {
    if (name.dryRun()) {
      throw new NotPossible("%s sends nothing, so it needs no log-in".formatted(name));
    }
    if (!workplace.publishers().live().contains(name.network())) {
      throw new NotPossible("this Belfry can't log in to " + name.network().title());
    }
  }

  private static LogIn.Options options(ParseResult given, AccountName name) {
    boolean oauth2 = given.matchedOptionValue("--oauth2", false);
    if (oauth2 && name.network() != Network.X) {
      throw usage(given, "--oauth2 is for accounts on X");
    }
    @Nullable String server = given.matchedOptionValue("--server", null);
    return new LogIn.Options(server == null ? null : server(given, server), oauth2);
  }

  private static URI server(ParseResult given, String written) {
    try {
      URI server = URI.create(written);
      if (List.of("https", "http").contains(String.valueOf(server.getScheme()))
          && server.getHost() != null
          && server.getUserInfo() == null) {
        return server;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw usage(given, "--server takes a URL like https://example.social");
  }

  private static ParameterException usage(ParseResult given, String says) {
    return new ParameterException(given.commandSpec().commandLine(), says);
  }

  /** An account that is not here yet is added: nobody logs in to what they don't mean to use. */
  private Kept keep(Connection connection, Credential credential) throws SQLException {
    AccountName name = credential.account();
    boolean isNew = Accounts.find(connection, name).isEmpty();
    if (isNew) {
      boolean unused = Accounts.add(connection, name, AccountSettings.LIVE, workplace.actor());
    }
    workplace.vault().keep(connection, credential, workplace.actor());
    Account account = Accounts.get(connection, name);
    RecordLogIns.loggedIn(connection, account, credential, workplace.actor());
    return new Kept(isNew, Holds.resumeAfterLogIn(connection, account, workplace.actor()));
  }

  private void print(Credential credential, String handle, Kept kept) {
    PrintWriter out = workplace.console().out();
    AccountName name = credential.account();
    out.printf(
        "%s is logged in as %s (%s) at %s.%n",
        name,
        VisibleText.oneLine(handle),
        VisibleText.oneLine(credential.remoteId()),
        credential.server());
    out.println(lasts(credential));
    if (kept.isNew()) {
      out.printf("%s is added; belfry account show %s tells how it is set.%n", name, name);
    }
    if (kept.goesOn()) {
      out.printf("%s was held for want of a log-in; it goes on.%n", name);
    }
    TellHolds.tell(workplace, List.of(name));
  }

  private String lasts(Credential credential) {
    @Nullable Instant end = credential.expiresAt();
    String renewed =
        credential.freshUntil() == null ? "" : "A node that runs renews it by itself. ";
    return renewed
        + (end == null
            ? "It has no end that is known."
            : "It ends at " + Times.local(end, workplace.zone()) + ", unless it is renewed.");
  }
}
