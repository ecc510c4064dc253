package dev.belfry.cli;

import dev.belfry.compose.PostFolder;
import dev.belfry.compose.PostFolder.Content;
import dev.belfry.compose.ProblemList;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.SyncedFolders;
import dev.belfry.queue.SyncedFolders.Folder;
import dev.belfry.queue.SyncedFolders.SyncedFile;
import dev.belfry.sql.SqlWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry sync DIR}: keeps a folder of post files and the posts of it in step. */
final class SyncCommand implements Command {
  /**
   * What is asked of a sync.
   *
   * @param name what the folder is known by
   * @param isNamed whether the person said that name, so that it is the folder wherever it is
   * @param root the folder's real path
   */
  private record Asked(
      String name,
      boolean isNamed,
      Path root,
      TakeMedia media,
      AskedChecks checks,
      boolean pastAsDraft,
      boolean allowEmpty,
      boolean dryRun) {}

  /** What is known of a folder and what is in it, known first. */
  private record Seen(List<SyncedFile> known, Content content, ComposeSources sources) {}

  private final Workplace workplace;

  SyncCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "DIR", "The folder."));
    spec.addOption(
            Takes.one("--name", "NAME", "What the folder is known by; default: as it is called."))
        .addOption(Takes.flag("--past-as-draft", "Take new posts whose time is past as drafts."))
        .addOption(Takes.flag("--allow-empty", "Take every post out where no file is left."))
        .addOption(Takes.flag("--dry-run", "Show what would change, and change nothing."))
        .addOption(Takes.flag("--json", "Write {folder, dryRun, same, changes, noPosts} as JSON."));
    TakeMedia.addTo(spec);
    AskedChecks.addTo(spec);
    spec.usageMessage()
        .description(
            "Keep a folder of post files and its posts in step: new files become posts, changed"
                + " ones change them, and what has no file any more is deleted. What is live or"
                + " about to be stays as it is, and that is said. All of it or nothing.",
            "",
            "A post is every .md file that begins with front matter, however deep; what begins"
                + " with a dot and symbolic links are passed over.");
    Takes.examples(
        spec,
        "belfry sync posts --dry-run",
        "belfry sync posts",
        "belfry sync checkout/posts --name team   # wherever it is checked out");
  }

  @Override
  public ExitCode run(ParseResult given) throws IOException {
    Asked asked = asked(given, workplace);
    Optional<TellSynced.Synced> synced = sync(asked);
    while (synced.isEmpty()) {
      synced = sync(asked);
    }
    TellSynced tell = new TellSynced(workplace, asked.name(), asked.dryRun());
    if (given.hasMatchedOption("--json")) {
      tell.json(synced.get());
    } else {
      tell.words(synced.get());
    }
    for (SyncChange each : synced.get().changes()) {
      if (each.post() != null) {
        TellUnheld.tell(workplace, new PostId(each.post()), each.unheld());
      }
    }
    return ExitCode.FINE;
  }

  /**
   * Reads the folder and syncs it.
   *
   * @return empty where somebody else has synced it since it was read: what they have taken in must
   *     not be taken out again because this one has not seen it
   */
  private Optional<TellSynced.Synced> sync(Asked asked) {
    List<SyncedFile> known =
        workplace.database().lend(connection -> SyncedFolders.files(connection, asked.name()));
    ProblemList problems = new ProblemList();
    Content content = PostFolder.read(asked.root(), problems);
    ComposeSources sources =
        new ComposeSources(workplace, asked.media(), new BeforeQueueing(workplace, asked.checks()));
    Seen seen = new Seen(known, content, sources);
    sources.prepare(SyncPlan.of(content, known, new ProblemList()).steps());
    SqlWork<Optional<TellSynced.Synced>> work =
        connection -> {
          Folder folder = lock(connection, asked);
          return SyncedFolders.files(connection, asked.name()).equals(known)
              ? Optional.of(sync(connection, asked, folder, seen, problems))
              : Optional.empty();
        };
    return asked.dryRun()
        ? workplace.database().rehearse(work)
        : workplace.database().inTransaction(work);
  }

  private static Asked asked(ParseResult given, Workplace workplace) throws IOException {
    Path root = root(given.matchedPositionalValue(0, ""));
    @Nullable String name = given.matchedOptionValue("--name", null);
    @Nullable Path called = root.getFileName();
    if (name == null ? called == null : name.isBlank()) {
      throw new InvalidInput("--name", "the folder needs a name to be known by");
    }
    AskedChecks checks = AskedChecks.of(given, workplace);
    return new Asked(
        name == null ? String.valueOf(called) : name,
        name != null,
        root,
        TakeMedia.of(given, checks),
        checks,
        given.hasMatchedOption("--past-as-draft"),
        given.hasMatchedOption("--allow-empty"),
        given.hasMatchedOption("--dry-run"));
  }

  private static Path root(String written) throws IOException {
    try {
      Path root = Path.of(written).toRealPath();
      if (!Files.isDirectory(root)) {
        throw new InvalidInput(
            written, "this is no folder; belfry draft -f %s takes one file".formatted(written));
      }
      return root;
    } catch (NoSuchFileException e) {
      throw new InvalidInput(written, "there is no such folder");
    }
  }

  private Folder lock(Connection connection, Asked asked) throws SQLException {
    String place = asked.root().toString();
    Folder folder = SyncedFolders.lock(connection, asked.name(), place, workplace.actor());
    refuseOther(asked, folder);
    return folder;
  }

  private TellSynced.Synced sync(
      Connection connection, Asked asked, Folder folder, Seen seen, ProblemList problems)
      throws SQLException {
    SyncPlan plan = SyncPlan.of(seen.content(), seen.known(), problems);
    if (problems.isEmpty() && !asked.allowEmpty()) {
      refuseEmpty(asked, seen.content(), plan);
    }
    SyncPost posts =
        new SyncPost(
            workplace,
            asked.pastAsDraft(),
            new BeforeQueueing(
                workplace,
                asked.checks(),
                plan.gone().stream().map(SyncedFile::post).collect(Collectors.toSet())));
    List<SyncChange> changes =
        new SyncFolder(connection, workplace, seen.sources(), posts, asked.dryRun(), problems)
            .sync(folder, plan);
    SyncedFolders.synced(connection, folder, asked.root().toString(), workplace.actor());
    return new TellSynced.Synced(plan.same(), changes, seen.content().others());
  }

  /** Another folder that is called the same would take the first one's posts out. */
  private static void refuseOther(Asked asked, Folder folder) {
    if (!asked.isNamed() && !folder.place().equals(asked.root().toString())) {
      throw new NotPossible(
          "the folder %s was %s when it was synced last, and this is %s; where it is the same one in another place, say --name %s, else give this one a name of its own with --name"
              .formatted(asked.name(), folder.place(), asked.root(), asked.name()));
    }
  }

  /** A drive that is not there must not empty the queue. */
  private static void refuseEmpty(Asked asked, Content content, SyncPlan plan) {
    if (content.posts().isEmpty() && !plan.gone().isEmpty()) {
      throw new NotPossible(
          "no post file is left in %s, where there were %d; where that is meant, say --allow-empty"
              .formatted(asked.root(), plan.gone().size()));
    }
  }
}
