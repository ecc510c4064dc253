package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.ImportMentions.Addressed;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.checks.TextDigest;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.CheckName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.PrepareTargets.When;
import dev.belfry.queue.ChangeEvergreenTexts;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.EvergreenTexts;
import dev.belfry.queue.EvergreenTexts.Text;
import dev.belfry.queue.LockPosts;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.Schedules;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts the posts of a file into an evergreen set. While the file is read and others are asked on
 * the Internet, which may take minutes, nobody else is kept from the set, nor from its accounts'
 * slots.
 */
final class ImportEvergreen {
  private static final int BATCH = 500;

  private final Workplace workplace;
  private final EvergreenSet set;
  private final List<Text> before;
  private final BeforeQueueing checks;
  private final PrepareTargets prepare;
  private final TextsTogether texts = new TextsTogether(Duration.ofDays(1));

  /** The posts that are in the set, by the digests of what each account gets of them. */
  private final Map<Long, PostId> there;

  private final Set<PostId> posts = new LinkedHashSet<>();
  private final Set<PostId> known = new HashSet<>();

  private ImportEvergreen(
      Workplace workplace,
      EvergreenSet set,
      List<Text> before,
      BeforeQueueing checks,
      Map<Long, PostId> there) {
    this.workplace = workplace;
    this.set = set;
    this.before = before;
    this.checks = checks;
    this.there = there;
    this.prepare = new PrepareTargets(workplace.publishers());
  }

  /**
   * Into that set.
   *
   * @param checks made of what is put in
   * @throws NotPossible where there is none
   */
  static ImportEvergreen into(
      Connection connection, Workplace workplace, String name, BeforeQueueing checks)
      throws SQLException {
    EvergreenSet set = EvergreenSets.get(connection, name);
    List<Text> before = EvergreenTexts.of(connection, set.id());
    Map<Long, PostId> there = new HashMap<>();
    for (Text text : before) {
      Post post = ReadPost.read(connection, text.post()).post();
      digests(shown(post, set.accounts()))
          .forEach(digest -> there.putIfAbsent(digest, text.post()));
    }
    return new ImportEvergreen(workplace, set, before, checks, there);
  }

  /** When is not known yet, and matters to none of the checks. */
  private static List<Going> shown(Post post, List<Account> accounts) {
    return accounts.stream()
        .map(each -> new Going(each, Instant.EPOCH, TextDigest.of(post, each.name())))
        .toList();
  }

  private static Stream<Long> digests(List<Going> shown) {
    return shown.stream().flatMap(each -> Stream.ofNullable(each.digest()));
  }

  /** To whom it is shown. */
  List<Account> accounts() {
    return set.accounts();
  }

  /**
   * Looks whether the accounts of the set can be shown it, and makes the checks of it that are made
   * of what is queued.
   *
   * @param place where it stands in the file
   * @throws dev.belfry.post.InvalidInput with everything that their networks would refuse, or that
   *     is found
   */
  void check(String place, Post post) {
    var unused = prepare.prepare(post, accounts(), When.NEVER);
    List<Problem> problems = find(place, post);
    PrepareEvergreen.embargo(post, workplace.clock().instant()).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private List<Problem> find(String place, Post post) {
    List<Going> shown = shown(post, accounts());
    List<Problem> problems = new ArrayList<>(checks.findInCopies(post, accounts(), List.of()));
    if (checks.makes(post).test(CheckName.SAME_TEXT)) {
      inSet(shown).ifPresent(other -> problems.add(hasIt(other)));
    }
    problems.addAll(CheckSameText.together(texts, checks.sameText().textsOf(place, post, shown)));
    return problems;
  }

  /** A post of the set that says the same to one of the accounts. */
  private Optional<PostId> inSet(List<Going> shown) {
    return digests(shown).flatMap(digest -> Stream.ofNullable(there.get(digest))).findFirst();
  }

  private Problem hasIt(PostId other) {
    return new Problem(
        "",
        "%s has the same text already (post %s); change it%s"
            .formatted(set.name(), other, CheckName.SAME_TEXT.unlessMeant()));
  }

  /** Notes that a post of the file was saved. */
  void noteSaved(PostId post) {
    posts.add(post);
  }

  /** Notes that a post of the file was here before, and was not looked at. */
  void noteKnown(PostId post) {
    posts.add(post);
    known.add(post);
  }

  /**
   * Puts in all of them that are not in it, in the order of the file, but for deleted ones.
   *
   * @param mentions looks up whom those mention that were here before
   * @throws InvalidInput with what is found in those that were here before
   * @throws NotPossible where somebody else has changed the set meanwhile
   */
  void put(Connection connection, ImportMentions mentions) throws SQLException {
    ImportLinks links = new ImportLinks(workplace, checks.asked());
    ProblemList problems = new ProblemList();
    List<PostId> missing = EvergreenTexts.missing(connection, set.id(), new ArrayList<>(posts));
    for (List<PostId> batch : batches(missing)) {
      problems.addAll(checkKnown(connection, batch, mentions, links));
    }
    mentions.tellRest();
    links.ask(problems);
    InFileOrder.throwIfAny(problems);
    LockPosts.toQueue(connection, known(missing));
    EvergreenSet now = lockUnchanged(connection);
    PrepareEvergreen texts = new PrepareEvergreen(workplace, now.accounts());
    for (List<PostId> batch : batches(missing)) {
      ChangeEvergreenTexts.add(connection, now.id(), texts.texts(connection, batch));
    }
  }

  /** What was compared with the set's texts, and rendered for its accounts, was so with these. */
  private EvergreenSet lockUnchanged(Connection connection) throws SQLException {
    EvergreenSet now = EvergreenSets.lock(connection, set.name());
    if (now.id() != set.id()
        || !now.accounts().equals(set.accounts())
        || !EvergreenTexts.of(connection, now.id()).equals(before)) {
      throw new NotPossible(
          "the set %s was changed by somebody else meanwhile, and nothing was saved; say it again"
              .formatted(set.name()));
    }
    // What went by before must not be filled with what comes in only now.
    new MakeShowings(new Schedules(QuartzCron::read))
        .settle(connection, set.name(), workplace.clock().instant());
    return now;
  }

  private Set<PostId> known(List<PostId> among) {
    Set<PostId> of = new HashSet<>(among);
    of.retainAll(known);
    return of;
  }

  private static List<List<PostId>> batches(List<PostId> posts) {
    List<List<PostId>> batches = new ArrayList<>();
    for (int from = 0; from < posts.size(); from += BATCH) {
      batches.add(posts.subList(from, Math.min(posts.size(), from + BATCH)));
    }
    return batches;
  }

  private List<Problem> checkKnown(
      Connection connection, List<PostId> batch, ImportMentions mentions, ImportLinks links)
      throws SQLException {
    List<Problem> problems = new ArrayList<>();
    List<Addressed> addressed = new ArrayList<>();
    for (PostId id : batch) {
      if (known.contains(id)) {
        String place = "post " + id;
        Post post = ReadPost.read(connection, id).post();
        find(place, post).forEach(problem -> problems.add(problem.in(place)));
        links.add(place, post, accounts());
        addressed.add(new Addressed(place, post, accounts()));
      }
    }
    problems.addAll(mentions.lookUp(addressed));
    return problems;
  }
}
