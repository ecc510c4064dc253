package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.ImportMentions.Addressed;
import dev.belfry.cli.ImportPosts.Asked;
import dev.belfry.compose.ComposePost;
import dev.belfry.compose.Composed;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadMedia.FindStored;
import dev.belfry.compose.moving.MovedPost;
import dev.belfry.media.Fit;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.ReadyPost;
import dev.belfry.publish.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks, measures and renders a post of a file. Not thread-safe. */
final class PrepareImported {
  private static final int MOST_NOTES = 20;

  private final Workplace workplace;
  private final TakeMedia media;
  private final List<String> mediaNotes = new ArrayList<>();
  private final ComposePost compose;
  private PrepareTargets prepare;
  private final ImportAccounts accounts;
  private final PrepareArrived arrived;
  private final ImportTimes times;
  private final @Nullable ImportEvergreen evergreen;
  private final ImportCaveats caveats = new ImportCaveats();
  private final ReadTerms terms;
  private final BeforeQueueing checks;
  private final TextsTogether texts;
  private final ImportLinks links;
  private final ImportMentions mentions;

  /**
   * @param arrival whose export it is, as far as it is one
   */
  PrepareImported(
      Workplace workplace,
      ImportAccounts accounts,
      Arrival arrival,
      ImportMentions mentions,
      Asked asked) {
    this.workplace = workplace;
    this.media = asked.media();
    this.compose = new ComposePost(media.altText(), FindStored.NOTHING);
    this.prepare = new PrepareTargets(workplace.publishers());
    this.accounts = accounts;
    this.arrived = new PrepareArrived(arrival, accounts, prepare);
    this.evergreen = asked.evergreen();
    this.times = new ImportTimes(workplace, asked.later(), asked.pastAsDraft());
    this.terms = new ReadTerms(workplace);
    this.checks = new BeforeQueueing(workplace, asked.checks());
    this.texts = checks.sameText().textsTogether();
    this.links = new ImportLinks(workplace, asked.checks());
    this.mentions = mentions;
  }

  CheckSameText sameText() {
    return checks.sameText();
  }

  /**
   * Looks up what some posts are rendered with, which are prepared next.
   *
   * @return what is found that stands in the way
   */
  List<Problem> lookUp(List<RawPost> posts) {
    List<Addressed> mentioning =
        posts.stream()
            .filter(ImportMentions::mayMention)
            .map(raw -> Addressed.of(raw, renderedFor(raw)))
            .toList();
    if (mentioning.isEmpty()) {
      return List.of();
    }
    List<Problem> problems = mentions.lookUp(mentioning);
    prepare = new PrepareTargets(workplace.publishers(), mentions.findings());
    return problems;
  }

  /** Drafts are rendered anew when they are queued, and what moved has been rendered. */
  private List<Account> renderedFor(RawPost raw) {
    if (raw.moved() != null) {
      return List.of();
    }
    boolean isQueued = raw.at() != null || !raw.apart().isEmpty();
    return Stream.concat(
            isQueued ? accounts.knownOf(raw).stream() : Stream.of(),
            evergreen == null ? Stream.of() : evergreen.accounts().stream())
        .toList();
  }

  /** Asks where links lead, of all posts at once, and tells what is left to be told. */
  void askOutside(ProblemList problems) {
    mentions.tellRest();
    links.ask(problems);
  }

  /**
   * The post, for every account that it is for.
   *
   * @throws InvalidInput with everything that stands in its way, each with its line
   */
  ReadyImport ready(RawPost raw) {
    placed(raw, () -> arrived.check(raw));
    MovedPost moved = raw.moved();
    if (moved != null) {
      Composed said = compose.compose(raw);
      Composed composed =
          said.on(placed(raw, () -> terms.of(raw.terms(), "not-before", null, List.of())));
      note(composed);
      return new ReadyImport(
          new ReadyPost(raw.key(), composed.post(), composed.files(), List.of()),
          placed(raw, () -> arrived.ready(raw, moved, composed.post())));
    }
    return new ReadyImport(planned(raw), null);
  }

  private ReadyPost planned(RawPost raw) {
    if (media.fit()) {
      List<Account> to = placed(raw, () -> accounts.of(raw));
      Fit fit = placed(raw, () -> media.to(to, workplace.publishers()));
      return ready(raw, compose.compose(raw, fit), () -> to);
    }
    return ready(raw, compose.compose(raw), () -> accounts.of(raw));
  }

  private ReadyPost ready(RawPost raw, Composed composed, Supplier<List<Account>> to) {
    note(composed);
    return placed(
        raw,
        () -> {
          List<Account> accounts = to.get();
          Post post = composed.post().on(terms.of(raw.terms(), "not-before", raw.zone(), accounts));
          List<Target> targets = prepare.prepare(post, accounts, times.of(raw));
          check(raw, post, Going.of(targets));
          if (evergreen != null) {
            evergreen.check(raw.where(), post);
            links.add(raw.where(), post, evergreen.accounts());
          }
          caveats.add(raw.where(), post, targets);
          return new ReadyPost(
              raw.key(), post, composed.files(), targets, checks.asked().unchecked(post.terms()));
        });
  }

  /** But for what the accounts have had already, which is looked for in batches. */
  private void check(RawPost raw, Post post, List<Going> going) {
    if (going.isEmpty()) {
      return;
    }
    List<Problem> problems = new ArrayList<>(checks.words(post, going));
    problems.addAll(checks.embargo(post, going));
    problems.addAll(
        CheckSameText.together(texts, checks.sameText().textsOf(raw.where(), post, going)));
    links.add(raw.where(), post, going.stream().map(Going::account).toList());
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /** What the step gives; its problems with the post's line before them. */
  private static <T> T placed(RawPost raw, Supplier<T> step) {
    try {
      return step.get();
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream().map(problem -> problem.in(raw.where())).toList());
    }
  }

  private void note(Composed composed) {
    composed.notes().stream().limit(MOST_NOTES - mediaNotes.size()).forEach(mediaNotes::add);
  }

  /**
   * What should be known of how times were understood and what was done to media, of the first few;
   * and what may surprise.
   */
  List<String> notes() {
    return Stream.of(times.notes(), mediaNotes, caveats.notes(), arrived.notes())
        .flatMap(List::stream)
        .toList();
  }
}
