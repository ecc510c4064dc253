package dev.belfry.publish;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials;
import dev.belfry.account.Credentials.Renewal;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.publish.LogIn.Standing;
import java.time.Duration;

/**
 * Asks a network whether it takes a credential; one that has only gone stale is exchanged first.
 * Thread-safe where the credentials are.
 */
public final class AskStanding {
  private final Publishers publishers;
  private final Credentials credentials;

  public AskStanding(Publishers publishers, Credentials credentials) {
    this.publishers = publishers;
    this.credentials = credentials;
  }

  /**
   * Asks. What is refused for good is marked as that.
   *
   * @param within how long each of two questions may take; an exchange between them has the time
   *     that {@link Renewal} says
   */
  public Standing ask(Credential credential, Duration within) {
    LogIn network = publishers.logIn(credential.account().network());
    Standing standing = network.check(credential, within);
    if (!(standing instanceof Standing.Refused refused)) {
      return standing;
    }
    return credentials
        .renew(credential, current -> network.refresh(current, Renewal.WITHIN))
        .fold(
            new Renewed.Cases<Standing>() {
              @Override
              public Standing fresh(Renewed.Fresh fresh) {
                return network.check(fresh.credential(), within);
              }

              @Override
              public Standing needsLogIn(Renewed.NeedsLogIn needed) {
                return refused;
              }

              @Override
              public Standing notNow(Renewed.NotNow unclear) {
                return new Standing.Unknown(unclear.words());
              }
            });
  }
}
