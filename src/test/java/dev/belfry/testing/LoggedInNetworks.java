package dev.belfry.testing;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials;
import dev.belfry.networks.Networks;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;

/**
 * The real renderers, and behind each network one that posts for whoever is logged in, or answers
 * as the test says.
 */
public final class LoggedInNetworks implements Publishers, Publisher {
  private final Credentials credentials;
  private final ScriptedLogIn logIn;
  private final Networks real = new Networks();
  private final Queue<BiFunction<Attempt, Credential, Outcome>> script;

  public LoggedInNetworks(Credentials credentials, ScriptedLogIn logIn) {
    this(credentials, logIn, new ConcurrentLinkedQueue<>());
  }

  /**
   * @param script what attempts meet, one after the other; it may be shared
   */
  public LoggedInNetworks(
      Credentials credentials,
      ScriptedLogIn logIn,
      Queue<BiFunction<Attempt, Credential, Outcome>> script) {
    this.credentials = credentials;
    this.logIn = logIn;
    this.script = script;
  }

  /** The next attempt of somebody who is logged in meets this. */
  public LoggedInNetworks then(BiFunction<Attempt, Credential, Outcome> answer) {
    script.add(answer);
    return this;
  }

  /** The credentials that it asks. */
  public Credentials credentials() {
    return credentials;
  }

  @Override
  public Outcome publish(Attempt attempt, Duration within) {
    AccountName account = attempt.claim().account();
    Optional<Credential> credential = credentials.of(account);
    if (credential.isEmpty()) {
      return Outcome.AccountRefused.nobodyIn(account);
    }
    BiFunction<Attempt, Credential, Outcome> scripted = script.poll();
    return scripted == null
        ? ScriptedPublishers.posted(attempt)
        : scripted.apply(attempt, credential.get());
  }

  @Override
  public Look look(OpenAttempt attempt, Duration within) {
    return new Look.Unknown("nobody can tell");
  }

  @Override
  public Retraction retract(AccountName account, SentPart part, Duration within) {
    return new Retraction.Gone("deleted");
  }

  @Override
  public Renderer renderer(Network network) {
    return real.renderer(network);
  }

  @Override
  public Publisher publisher(AccountName account) {
    return account.dryRun() ? real.dryRun() : this;
  }

  @Override
  public PostUrls urls(AccountName account) {
    return real.urls(account);
  }

  @Override
  public LogIn logIn(Network network) {
    return logIn;
  }

  @Override
  public Publisher dryRun() {
    return real.dryRun();
  }

  @Override
  public Set<Network> live() {
    return Set.of(Network.values());
  }
}
