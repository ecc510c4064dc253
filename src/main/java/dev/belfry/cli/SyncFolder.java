package dev.belfry.cli;

import dev.belfry.cli.SaveEdit.Saved;
import dev.belfry.cli.SyncChange.What;
import dev.belfry.cli.SyncPlan.Step;
import dev.belfry.compose.Composed;
import dev.belfry.compose.PostFile;
import dev.belfry.compose.PostFolder.Source;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPost;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.ReadyPost;
import dev.belfry.publish.Target;
import dev.belfry.queue.DeletePost;
import dev.belfry.queue.FindByKey;
import dev.belfry.queue.LockPosts;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost;
import dev.belfry.queue.SyncedFolders;
import dev.belfry.queue.SyncedFolders.Folder;
import dev.belfry.queue.SyncedFolders.Owner;
import dev.belfry.queue.SyncedFolders.SyncedFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings the posts of a folder into step with its files, in one transaction. Not thread-safe. */
final class SyncFolder {
  private final Connection connection;
  private final Workplace workplace;
  private final ComposeSources sources;
  private final SyncPost posts;
  private final boolean dryRun;
  private final ProblemList problems;
  private final List<SyncChange> changes = new ArrayList<>();
  private final FilesAfterSync files = new FilesAfterSync();

  /**
   * @param posts makes and changes the posts
   * @param dryRun whether what is new is only checked, so that not even a number is used up
   * @param problems where problems are added
   */
  SyncFolder(
      Connection connection,
      Workplace workplace,
      ComposeSources sources,
      SyncPost posts,
      boolean dryRun,
      ProblemList problems) {
    this.connection = connection;
    this.workplace = workplace;
    this.sources = sources;
    this.posts = posts;
    this.dryRun = dryRun;
    this.problems = problems;
  }

  /**
   * Does what is planned.
   *
   * @throws InvalidInput where anything had a problem: the transaction must then be rolled back
   */
  List<SyncChange> sync(Folder folder, SyncPlan plan) throws SQLException {
    LockPosts.toDecide(
        connection,
        Stream.concat(
                plan.steps().stream().flatMap(step -> Stream.ofNullable(step.before())),
                plan.gone().stream())
            .map(SyncedFile::post)
            .toList());
    for (Step step : plan.steps()) {
      take(step);
    }
    if (problems.isEmpty()) {
      for (SyncedFile file : plan.gone()) {
        remove(file);
      }
    }
    problems.throwIfAny();
    files.write(connection, folder);
    return List.copyOf(changes);
  }

  private void take(Step step) throws SQLException {
    Source source = step.source();
    try {
      take(source, step.before());
    } catch (InvalidInput e) {
      e.problems().forEach(problem -> problems.add(source.placed(problem)));
    } catch (NotPossible e) {
      problems.add(new Problem(source.path(), String.valueOf(e.getMessage())));
    }
  }

  private void take(Source source, @Nullable SyncedFile before) throws SQLException {
    if (before == null) {
      create(source);
    } else if (before.deleted()) {
      createAgain(source, before);
    } else if (before.digest().equals(source.digest())) {
      files.replace(before, before.as(source.path(), source.digest(), source.text()));
      tell(SyncChange.of(What.RENAMED, source.path(), number(before)).was(before.path()));
    } else {
      change(source, before, said(before, source));
    }
  }

  /** What the file said before; where that can't be read any more, it counts as changed wholly. */
  private RawPost said(SyncedFile before, Source source) throws SQLException {
    try {
      return PostFile.parse(before.source(), Path.of(source.path()));
    } catch (InvalidInput e) {
      return AsWritten.of(ReadPost.read(connection, before.post()));
    }
  }

  private void create(Source source) throws SQLException {
    String key = source.post().key();
    PostId known = key == null ? null : FindByKey.find(connection, List.of(key)).get(key);
    if (known != null) {
      adopt(source, known);
      return;
    }
    Composed composed = sources.of(source);
    ReadyPost ready =
        posts.ready(connection, source.path(), source.post(), composed, sources.outside(source));
    PostId id = null;
    if (!dryRun && problems.isEmpty()) {
      id = posts.save(connection, ready);
      files.keep(
          new SyncedFile(
              source.path(), source.digest(), source.text(), id, key, /* deleted= */ false));
    }
    tell(
        new SyncChange(
            What.NEW.word(),
            source.path(),
            null,
            id == null ? null : id.number(),
            null,
            ready.targets(),
            composed.post(),
            List.of()));
  }

  /** A post that was made under the file's key, by a command or an import, is the file's. */
  private void adopt(Source source, PostId post) throws SQLException {
    LockPosts.toDecide(connection, List.of(post));
    RawPost as;
    try {
      as = AsWritten.of(ReadPost.read(connection, post));
    } catch (NotPossible e) {
      throw new InvalidInput(
          "key", "post %s had this key and was deleted; give the file another".formatted(post));
    }
    Optional<Owner> owner = SyncedFolders.ownerOf(connection, post);
    if (owner.isPresent()) {
      throw new InvalidInput(
          "key",
          "post %s has this key already, and is %s of the folder %s"
              .formatted(post, owner.get().path(), owner.get().folder()));
    }
    change(
        source,
        new SyncedFile(source.path(), source.digest(), source.text(), post, as.key(), false),
        as);
  }

  /** Somebody deleted the post: what is written anew since is a new one. */
  private void createAgain(Source source, SyncedFile before) throws SQLException {
    if (before.digest().equals(source.digest())) {
      files.replace(before, before.as(source.path(), source.digest(), source.text()));
      tell(
          SyncChange.stays(source.path(), number(before), "was deleted by hand")
              .was(before.path()));
      return;
    }
    files.forget(before);
    create(source);
  }

  private void change(Source source, SyncedFile before, RawPost said) throws SQLException {
    StoredPost seen = ReadPost.read(connection, before.post());
    Optional<String> untouched = SyncPost.whyUntouched(seen);
    if (untouched.isPresent()) {
      files.replace(before, before.as(source.path(), before.digest(), before.source()));
      tell(SyncChange.stays(source.path(), number(before), untouched.get()).was(before.path()));
      return;
    }
    Composed composed = sources.of(source);
    Saved saved =
        posts.edit(
            connection, before.post(), said, source.post(), composed, sources.outside(source));
    files.replace(before, before.as(source.path(), source.digest(), source.text()));
    List<Target> scheduled = saved.scheduled();
    tell(
        new SyncChange(
                What.CHANGED.word(),
                source.path(),
                null,
                number(before),
                null,
                scheduled,
                composed.post(),
                saved.unheld())
            .was(before.path()));
  }

  private void remove(SyncedFile file) throws SQLException {
    if (!file.deleted()) {
      StoredPost seen = ReadPost.read(connection, file.post());
      Optional<String> why = SyncPost.whyNotDeleted(seen);
      if (why.isPresent()) {
        tell(SyncChange.stays(file.path(), number(file), why.get() + ", and its file is gone"));
        if (!files.isTaken(file.path()) && !seen.waiting().isEmpty()) {
          return; // Asked again when it is settled.
        }
      } else {
        DeletePost.delete(connection, file.post(), workplace.actor());
        tell(SyncChange.of(What.REMOVED, file.path(), number(file)));
      }
    }
    files.forget(file);
  }

  private void tell(SyncChange change) {
    changes.add(change);
  }

  private static long number(SyncedFile file) {
    return file.post().number();
  }
}
