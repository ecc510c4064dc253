package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.queue.ChangeEvergreenTexts;
import dev.belfry.queue.ChangeEvergreenTexts.NewText;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry evergreen add SET POST… [--variation POST]…}: puts posts into a set. */
final class EvergreenAddCommand implements Command {
  private static final String VARIATION = "--variation";

  private record Added(int added, int texts) {}

  private final Workplace workplace;

  EvergreenAddCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(EvergreenOptions.set());
    spec.addPositional(TakesPost.several(1, "Which posts; what is in it already stays."));
    spec.addOption(
        Takes.many(
            VARIATION, "POST", "Another wording of the one post that is named; they take turns."));
    AskedChecks.addTo(spec);
    Takes.examples(
        spec, "belfry evergreen add tips 42 43 44", "belfry evergreen add tips 42 --variation 57");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = EvergreenOptions.set(given);
    Set<PostId> posts = TakesPost.several(given, given.matchedPositionalValue(1, List.of()));
    Set<PostId> variations =
        TakesPost.several(given, given.matchedOptionValue(VARIATION, List.of()));
    if (!variations.isEmpty() && posts.size() != 1) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          VARIATION + " goes with one post, whose wording it is");
    }
    if (variations.stream().anyMatch(posts::contains)) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "a post is no variation of itself");
    }
    check(name, posts, variations, new BeforeQueueing(workplace, AskedChecks.of(given, workplace)));
    Added added =
        workplace.database().inTransaction(connection -> add(connection, name, posts, variations));
    workplace.console().out().println(words(name, added));
    new FillEvergreen(workplace).fillAndTell(name);
    return ExitCode.FINE;
  }

  private static String words(String name, Added added) {
    String now = "it has %d".formatted(added.texts()) + (added.texts() == 1 ? " text" : " texts");
    return switch (added.added()) {
      case 0 -> "All of it is in %s already; %s.".formatted(name, now);
      case 1 -> "1 post is put into %s; %s now.".formatted(name, now);
      default -> "%d posts are put into %s; %s now.".formatted(added.added(), name, now);
    };
  }

  private void check(
      String name, Set<PostId> posts, Set<PostId> variations, BeforeQueueing checks) {
    List<Account> accounts =
        List.copyOf(workplace.database().lend(c -> EvergreenSets.get(c, name)).accounts());
    List<String> names = accounts.stream().map(each -> each.name().toString()).toList();
    List<Problem> problems = new ArrayList<>();
    Set<PostId> all = new LinkedHashSet<>(posts);
    all.addAll(variations);
    for (PostId id : all) {
      Post post = workplace.database().lend(c -> ReadPost.read(c, id)).post();
      List<Problem> outside =
          new LookOutside(workplace, checks).look(post, names, /* isQueued= */ true);
      checks
          .findInCopies(post, accounts, outside)
          .forEach(problem -> problems.add(problem.in("post " + id)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private Added add(Connection connection, String name, Set<PostId> posts, Set<PostId> variations)
      throws SQLException {
    Set<PostId> all = new LinkedHashSet<>(posts);
    all.addAll(variations);
    LockPosts.toQueue(connection, all);
    // What went by before must not be filled with what comes in only now.
    new MakeShowings(new Schedules(QuartzCron::read))
        .settle(connection, name, workplace.clock().instant());
    EvergreenSet set = EvergreenSets.lock(connection, name);
    List<Text> there = EvergreenTexts.of(connection, set.id());
    PrepareEvergreen prepare = new PrepareEvergreen(workplace, set.accounts());
    List<PostId> members = without(posts, there);
    ChangeEvergreenTexts.add(connection, set.id(), prepare.texts(connection, members));
    int added = members.size();
    for (PostId beside : variations.isEmpty() ? Set.<PostId>of() : posts) {
      added += addWordings(connection, set, prepare, beside, variations);
    }
    return new Added(added, EvergreenTexts.count(connection, set.id()));
  }

  private static int addWordings(
      Connection connection,
      EvergreenSet set,
      PrepareEvergreen prepare,
      PostId beside,
      Set<PostId> variations)
      throws SQLException {
    List<Text> there = EvergreenTexts.of(connection, set.id());
    int member = member(there, beside);
    for (PostId variation : variations) {
      int its = member(there, variation);
      if (its != 0 && its != member) {
        throw new NotPossible(
            "post %s is in %s already, and not as a wording of %s; belfry evergreen remove %s %s takes it out"
                .formatted(variation, set.name(), beside, set.name(), variation));
      }
    }
    List<NewText> texts = prepare.texts(connection, without(variations, there));
    for (NewText text : texts) {
      ChangeEvergreenTexts.addWording(connection, set.id(), beside, text);
    }
    return texts.size();
  }

  /** 0 where it is not there. */
  private static int member(List<Text> there, PostId post) {
    return there.stream()
        .filter(text -> text.post().equals(post))
        .mapToInt(Text::member)
        .findFirst()
        .orElse(0);
  }

  private static List<PostId> without(Set<PostId> posts, List<Text> there) {
    Set<PostId> known = there.stream().map(Text::post).collect(Collectors.toSet());
    return posts.stream().filter(post -> !known.contains(post)).toList();
  }
}
