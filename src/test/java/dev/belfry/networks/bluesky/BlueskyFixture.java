package dev.belfry.networks.bluesky;

import dev.belfry.account.Credential;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.post.AccountName;
import dev.belfry.testing.network.FakePds;
import java.net.URI;
import java.time.InstantSource;

/** An account on a fake server. */
public final class BlueskyFixture {
  public static final AccountName ANN = AccountName.parse("bluesky:" + FakePds.HANDLE);

  private BlueskyFixture() {}

  /** What the account's owner gets at a log-in. */
  public static Credential credential(FakePds pds) {
    Session session = Session.in(pds.session()).orElseThrow();
    return new Credential(
            ANN,
            Session.KIND,
            URI.create(pds.url()),
            FakePds.DID,
            session.secret(),
            session.expiresAt())
        .withFreshUntil(session.freshUntil());
  }

  /** A log-in whose directories are the fake server, too. */
  static BlueskyLogIn logIn(FakePds pds) {
    BaseUrl base = BaseUrl.parse("the fake server", pds.url());
    return new BlueskyLogIn(new FindServer(base, base), InstantSource.system());
  }
}
