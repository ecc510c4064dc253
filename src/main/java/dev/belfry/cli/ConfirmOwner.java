package dev.belfry.cli;

import dev.belfry.account.Credential;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.LogIn.Standing;
import dev.belfry.publish.LogInFailed;
import java.time.Duration;
import java.util.Locale;

/**
 * Sees to it that a credential is the account's whose name it bears: whoever pasted the wrong PIN,
 * or was logged in to another account in the browser, must not post as somebody else.
 */
final class ConfirmOwner {
  private static final Duration WITHIN = Duration.ofSeconds(15);

  private final LogIn network;

  ConfirmOwner(LogIn network) {
    this.network = network;
  }

  /**
   * Asks the network whose it is.
   *
   * @return the handle, in the network's words
   * @throws LogInFailed where it is another's, or the network does not say
   */
  String confirm(Credential credential) {
    AccountName account = credential.account();
    Standing standing = network.check(credential, WITHIN);
    if (standing instanceof Standing.Works works) {
      if (isTheirs(account, works.handle())) {
        return works.handle();
      }
      throw new LogInFailed(
          "that is the log-in of %s, not of %s; nothing is kept: log in to %s in the browser first, or add the account under its own name"
              .formatted(VisibleText.oneLine(works.handle()), account.address(), account));
    }
    throw new LogInFailed(
        "%s did not confirm whose log-in that is (%s); nothing is kept, so try again"
            .formatted(account.network().title(), words(standing)));
  }

  private static String words(Standing standing) {
    if (standing instanceof Standing.Refused refused) {
      return refused.words();
    }
    return standing instanceof Standing.Unknown unknown ? unknown.words() : "";
  }

  /** A network may leave out the host of its own accounts, and put an @ before any. */
  static boolean isTheirs(AccountName account, String handle) {
    String bare = handle.strip().toLowerCase(Locale.ROOT);
    String said = bare.startsWith("@") ? bare.substring(1) : bare;
    return said.equals(account.address()) || said.equals(account.handle());
  }
}
