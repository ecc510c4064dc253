package dev.belfry.cli;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewal;
import dev.belfry.account.CredentialsUnreadable;
import dev.belfry.post.AccountName;
import dev.belfry.publish.AskStanding;
import dev.belfry.publish.LogIn.Standing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Asks the networks of several accounts at once whether they let them in. However many there are,
 * and whatever their servers do, it ends within half a minute; mostly it takes as long as the
 * slowest.
 */
final class AskNetworks {
  private static final int AT_ONCE = 16;

  /** Somebody waits for it: who is that slow is as good as not there. */
  private static final Duration EACH = Duration.ofSeconds(5);

  /** Two questions, and an exchange of what has gone stale, which must not be broken off. */
  private static final Duration ALL = EACH.multipliedBy(2).plus(Renewal.WITHIN);

  private final Workplace workplace;

  AskNetworks(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * What a network says of an account.
   *
   * @param state {@code works}, {@code refused} or {@code unknown}
   * @param says whose it is, or why not
   */
  record Answer(String state, String says) {
    boolean isRefused() {
      return state.equals("refused");
    }

    boolean works() {
      return state.equals("works");
    }
  }

  /** The answers, of those accounts that have something to ask with. */
  Map<AccountName, Answer> ask(List<AccountName> accounts) {
    Map<AccountName, Callable<Answer>> questions = new LinkedHashMap<>();
    for (AccountName account : accounts) {
      if (NotConnected.isConnected(workplace, account) && !account.dryRun()) {
        question(account, questions);
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, AskNetworks::daemon);
    try {
      return answers(questions, threads);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    } finally {
      threads.shutdownNow();
    }
  }

  private void question(AccountName account, Map<AccountName, Callable<Answer>> questions) {
    AskStanding standing = new AskStanding(workplace.publishers(), workplace.vault());
    try {
      workplace
          .vault()
          .of(account)
          .ifPresent(kept -> questions.put(account, () -> ask(standing, kept)));
    } catch (CredentialsUnreadable e) {
      questions.put(account, () -> new Answer("unknown", String.valueOf(e.getMessage())));
    }
  }

  private static Map<AccountName, Answer> answers(
      Map<AccountName, Callable<Answer>> questions, ExecutorService threads)
      throws InterruptedException {
    List<Future<Answer>> asked =
        threads.invokeAll(questions.values(), ALL.toSeconds(), TimeUnit.SECONDS);
    Map<AccountName, Answer> answers = new LinkedHashMap<>();
    int at = 0;
    for (AccountName account : questions.keySet()) {
      answers.put(account, answer(asked.get(at++)));
    }
    return answers;
  }

  private static Answer answer(Future<Answer> asked) throws InterruptedException {
    try {
      return asked.get();
    } catch (CancellationException e) {
      return new Answer("unknown", "there was no answer in " + ALL.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Answer("unknown", "Belfry itself failed while it asked: " + e.getCause());
    }
  }

  private static Answer ask(AskStanding network, Credential credential) {
    Standing standing = network.ask(credential, EACH);
    if (standing instanceof Standing.Works works) {
      AccountName account = credential.account();
      return ConfirmOwner.isTheirs(account, works.handle())
          ? new Answer("works", works.handle())
          : new Answer("works", "it is %s now".formatted(works.handle()));
    }
    return standing instanceof Standing.Refused refused
        ? new Answer("refused", refused.words())
        : new Answer("unknown", ((Standing.Unknown) standing).words());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "belfry ask");
    thread.setDaemon(true);
    return thread;
  }
}
