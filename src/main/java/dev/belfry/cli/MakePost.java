package dev.belfry.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.account.Account;
import dev.belfry.compose.ComposePost;
import dev.belfry.compose.Composed;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadMedia.FindStored;
import dev.belfry.media.Fit;
import dev.belfry.post.Dollars;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.post.Terms;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.publish.ReadyPost;
import dev.belfry.publish.SaveReady;
import dev.belfry.publish.Target;
import dev.belfry.queue.FindByKey;
import dev.belfry.queue.SavedPost;
import dev.belfry.schedule.WhenToPost;
import dev.belfry.sql.SqlWork;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code draft} and {@code thread} do with what they read: check it, save it, say so. */
final class MakePost {
  private record Made(SavedPost saved, Post wording, List<Target> targets) {

    /** What it costs everywhere on X; empty where it goes nowhere there. */
    Optional<Dollars> cost(Workplace workplace) {
      return targets.stream()
          .filter(target -> target.account().network() == Network.X)
          .map(target -> Forecast.onX(workplace.xPrices(), wording))
          .reduce(Dollars::plus);
    }
  }

  /**
   * What {@code --json} writes.
   *
   * @param cost what it will cost on X, in US dollars; left out where it does not go there
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(long post, boolean isNew, @Nullable BigDecimal cost) {}

  private final Workplace workplace;
  private final BeforeQueueing checks;

  /**
   * @param asked which checks are made of what is queued
   */
  MakePost(Workplace workplace, AskedChecks asked) {
    this.workplace = workplace;
    this.checks = new BeforeQueueing(workplace, asked);
  }

  ExitCode make(RawPost raw, TakeMedia media, WhenToPost when, boolean json) {
    if (media.fit()) {
      new FreshLimits(workplace).of(raw.to());
    }
    Composed composed =
        new ComposePost(media.altText(), FindStored.NOTHING).compose(raw, fit(raw, media));
    composed.notes().forEach(workplace.console().err()::println);
    new FreshLimits(workplace).of(raw.to());
    List<Problem> outside =
        new LookOutside(workplace, checks).look(composed.post(), raw.to(), when.isSaid());
    Made made = save(raw, composed, when, outside);
    if (json) {
      new Json(workplace.console())
          .write(
              new View(
                  made.saved().id().number(),
                  made.saved().isNew(),
                  made.cost(workplace).map(Dollars::amount).orElse(null)));
    } else {
      tell(made);
    }
    if (made.saved().isNew()) {
      TellCaveats.tell(workplace, composed.post(), made.targets());
      if (!when.isSaid()) {
        checks.tellOfDraft(composed.post(), made.targets());
      }
    }
    return ExitCode.FINE;
  }

  private Fit fit(RawPost raw, TakeMedia media) {
    return media.fit()
        ? workplace
            .database()
            .lend(
                connection ->
                    media.to(FindAccounts.named(connection, raw.to()), workplace.publishers()))
        : Fit.NOTHING;
  }

  /**
   * A draft without media is saved by one statement, which commits by itself: a journey less. What
   * is queued is checked in the same transaction.
   */
  private Made save(RawPost raw, Composed composed, WhenToPost when, List<Problem> outside) {
    SqlWork<Made> work = connection -> save(connection, raw, composed, when, outside);
    return composed.files().isEmpty() && !when.isSaid()
        ? workplace.database().lend(work)
        : workplace.database().inTransaction(work);
  }

  private Made save(
      Connection connection, RawPost raw, Composed composed, WhenToPost when, List<Problem> outside)
      throws SQLException {
    if (when.isSaid() && raw.to().isEmpty()) {
      throw new InvalidInput(
          raw.where(), "there is a time and no account; say where it goes with --to");
    }
    List<Account> accounts = FindAccounts.named(connection, raw.to());
    @Nullable String zone = when.zone() == null ? raw.zone() : when.zone();
    Post post =
        composed.post().on(new ReadTerms(workplace).of(raw.terms(), "not-before", zone, accounts));
    Terms held = checks.asked().heldTo(post.terms());
    // What was saved before stays as it is: its time may be past by now, and it needs no slot.
    When resolved =
        isKnown(connection, raw.key())
            ? When.NEVER
            : WhenOptions.resolve(when, workplace, held, connection, accounts, null);
    List<Target> targets =
        PrepareTargets.withKnown(connection, workplace.publishers(), post, accounts, resolved);
    check(connection, raw, post, targets, outside);
    ReadyPost ready =
        new ReadyPost(
            raw.key(), post, composed.files(), targets, checks.asked().unchecked(post.terms()));
    return new Made(
        SaveReady.save(connection, List.of(ready), workplace.actor()).get(0), post, targets);
  }

  /** What was saved before stays as it is, whatever would be found. */
  private void check(
      Connection connection, RawPost raw, Post post, List<Target> targets, List<Problem> outside)
      throws SQLException {
    try {
      checks.check(connection, post, null, Going.of(targets), outside);
    } catch (InvalidInput e) {
      if (!isKnown(connection, raw.key())) {
        throw e;
      }
    }
  }

  private static boolean isKnown(Connection connection, @Nullable String key) throws SQLException {
    return key != null && FindByKey.find(connection, List.of(key)).containsKey(key);
  }

  private void tell(Made made) {
    PrintWriter out = workplace.console().out();
    if (!made.saved().isNew()) {
      out.printf(
          "Post %s was saved before under this key; nothing has changed.%n", made.saved().id());
      return;
    }
    out.printf("Post %s is saved.%n", made.saved().id());
    made.targets().forEach(target -> SayWhen.say(workplace, target, made.wording()));
    if (made.targets().stream().allMatch(target -> target.when() == null)) {
      out.printf("Look at it with belfry preview %s; ", made.saved().id());
      out.printf("give it a time with belfry schedule %s.%n", made.saved().id());
    }
  }
}
