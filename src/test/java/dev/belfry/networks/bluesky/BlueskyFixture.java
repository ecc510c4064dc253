package dev.belfry.networks.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Credential;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn;
import dev.belfry.testing.network.FakePds;
import dev.belfry.testing.network.RealPds;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** An account on a fake server. */
public final class BlueskyFixture {
  public static final AccountName ANN = AccountName.parse("bluesky:" + FakePds.HANDLE);

  private BlueskyFixture() {}

  /** What the account's owner gets at a log-in. */
  public static Credential credential(FakePds pds) {
    return credential(pds, ANN);
  }

  /** The same, for an account that is known by another name here. */
  public static Credential credential(FakePds pds, AccountName account) {
    Session session = Session.in(pds.session()).orElseThrow();
    return new Credential(
            account,
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

  /** A log-in whose directories are a real server's. */
  public static LogIn logIn(RealPds pds) {
    return new BlueskyLogIn(
        new FindServer(
            BaseUrl.parse("the real server", pds.url()),
            BaseUrl.parse("its directory", pds.directory())),
        InstantSource.system());
  }

  /** Whoever types a password, and reads what is told. */
  public static final class Owner implements LogIn.Person {
    private final String password;
    private final List<String> told = new ArrayList<>();

    public Owner(String password) {
      this.password = password;
    }

    /** Everything that they were told. */
    public List<String> told() {
      return told;
    }

    @Override
    public void tell(String words) {
      told.add(words);
    }

    @Override
    public void show(URI page) {
      throw new AssertionError("no page is needed");
    }

    @Override
    public String ask(String prompt) {
      throw new AssertionError("a password is nothing to be seen");
    }

    @Override
    public String askSecret(String prompt, String variable) {
      assertThat(variable).isEqualTo("BELFRY_BLUESKY_APP_PASSWORD");
      return password;
    }
  }
}
