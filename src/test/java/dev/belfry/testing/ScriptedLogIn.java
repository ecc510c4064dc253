package dev.belfry.testing;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A network that lets everybody in who gives a PIN and a password. What it says to a credential is
 * as the test wants; else that it is taken, and fresh for ever. Thread-safe.
 */
public final class ScriptedLogIn implements LogIn {
  public static final String VARIABLE = "SCRIPTED_PASSWORD";
  private static final URI USUAL = URI.create("https://api.example.org");

  private final Queue<Standing> standings = new ConcurrentLinkedQueue<>();
  private final Queue<Renewed> renewals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refreshed = new AtomicInteger();
  private volatile Duration exchangeTime = Duration.ZERO;
  private volatile UnaryOperator<Credential> ending = credential -> credential;

  /** The next check hears this. */
  public ScriptedLogIn thenSays(Standing standing) {
    standings.add(standing);
    return this;
  }

  /** The next exchange gives this. */
  public ScriptedLogIn thenRenews(Renewed renewed) {
    renewals.add(renewed);
    return this;
  }

  /** What is given from now on ends then. */
  public ScriptedLogIn givesUntil(@Nullable Instant freshUntil, @Nullable Instant expiresAt) {
    ending =
        credential -> credential.renewed(credential.secret(), expiresAt).withFreshUntil(freshUntil);
    return this;
  }

  /** How often it was asked for a fresher credential. */
  public int refreshed() {
    return refreshed.get();
  }

  @Override
  public Credential logIn(AccountName account, Options options, Person person) {
    person.tell("Look at this page and come back with the PIN.");
    person.show(URI.create("https://example.org/authorize?for=" + account.handle()));
    String pin = person.ask("PIN");
    String password = person.askSecret("App password: ", VARIABLE);
    return ending.apply(
        new Credential(
            account,
            options.oauth2() ? "scripted-oauth2" : "scripted",
            options.server() == null ? USUAL : options.server(),
            "id-" + account.handle(),
            "{\"pin\":\"%s\",\"password\":\"%s\"}".formatted(pin, password),
            null));
  }

  @Override
  public Standing check(Credential credential, Duration within) {
    Standing scripted = standings.poll();
    return scripted == null ? new Standing.Works("@" + credential.account().handle()) : scripted;
  }

  /** How long it had for the last exchange. */
  public Duration exchangeTime() {
    return exchangeTime;
  }

  @Override
  public Renewed refresh(Credential credential, Duration within) {
    refreshed.incrementAndGet();
    exchangeTime = within;
    Renewed scripted = renewals.poll();
    return scripted == null ? new Renewed.NeedsLogIn("there is nothing to exchange") : scripted;
  }
}
