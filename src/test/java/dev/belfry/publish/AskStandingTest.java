package dev.belfry.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewal;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn.Standing;
import dev.belfry.testing.KeptCredentials;
import dev.belfry.testing.LoggedInNetworks;
import dev.belfry.testing.ScriptedLogIn;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AskStandingTest {
  private final Credential stale =
      new Credential(
          AccountName.parse("x:ann"),
          "scripted",
          URI.create("https://api.x.com"),
          "7",
          "{\"token\":\"old\"}",
          null);

  /** A network gives a fresher one once: whoever asks whether it is well must not lose it. */
  @Test
  void what_is_stale_is_exchanged_however_little_time_a_question_has() {
    KeptCredentials credentials = new KeptCredentials();
    credentials.keep(stale);
    Credential fresh = stale.renewed("{\"token\":\"new\"}", null);
    ScriptedLogIn logIn =
        new ScriptedLogIn()
            .thenSays(new Standing.Refused("stale"))
            .thenRenews(new Renewed.Fresh(fresh));
    AskStanding ask = new AskStanding(new LoggedInNetworks(credentials, logIn), credentials);

    assertThat(ask.ask(stale, Duration.ofMillis(1))).isInstanceOf(Standing.Works.class);

    assertThat(logIn.exchangeTime()).isEqualTo(Renewal.WITHIN);
    assertThat(credentials.of(stale.account())).contains(fresh);
  }
}
