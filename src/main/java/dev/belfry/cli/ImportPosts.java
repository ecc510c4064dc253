package dev.belfry.cli;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.media.MediaFile;
import dev.belfry.media.MediaStore;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.PostId;
import dev.belfry.publish.ReadyPost;
import dev.belfry.queue.moving.MovedNumbers;
import dev.belfry.queue.moving.MovedNumbers.Same;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Saves the posts of a file in the caller's transaction, batch by batch: while one is written the
 * next is checked and rendered, and of the one after that it is looked up what is here already.
 * After the first problem nothing more is saved, but all else is checked still, so that a person
 * hears of everything at once. Not thread-safe.
 */
final class ImportPosts {
  private static final int BATCH = 500;
  private static final int BATCH_CHARS = 1 << 20;

  /** A batch that was read, and those of its keys under which there is a post already. */
  private record Read(List<RawPost> posts, CompletableFuture<KnownHere> known) {}

  /** A batch that is being written. */
  private record Written(ImportBatch batch, CompletableFuture<ImportBatch.Saved> saved) {}

  private final WriteBehind writer;
  private final Asked asked;
  private final ProblemList problems;
  private final ImportAccounts accounts;
  private final PrepareImported prepare;
  private final Arrival arrival;
  private final SaveImported save;
  private final StandsOtherwise otherwise = new StandsOtherwise();
  private final Set<String> storedMedia = new HashSet<>();

  private final ImportTally tally = new ImportTally();

  private final List<RawPost> batch = new ArrayList<>();
  private long charsInBatch;
  private @Nullable Read read;
  private @Nullable Written written;

  /**
   * What is asked of an import.
   *
   * @param media how images and videos are taken
   * @param checks which checks are made of what is queued
   * @param later whether the later one is taken of a time that comes twice
   * @param pastAsDraft whether what has a time that is past comes in without one
   * @param dryRun whether nothing is saved, so that not even a number is used up
   * @param evergreen the set that they are put into; null: none
   */
  record Asked(
      TakeMedia media,
      AskedChecks checks,
      boolean later,
      boolean pastAsDraft,
      boolean dryRun,
      @Nullable ImportEvergreen evergreen) {}

  /**
   * @param arrival whose export it is, as far as it is one
   * @param problems where problems are added
   */
  ImportPosts(
      WriteBehind writer,
      Workplace workplace,
      ImportAccounts accounts,
      Arrival arrival,
      ImportMentions mentions,
      Asked asked,
      ProblemList problems) {
    this.writer = writer;
    this.accounts = accounts;
    this.arrival = arrival;
    this.asked = asked;
    this.problems = problems;
    this.prepare = new PrepareImported(workplace, accounts, arrival, mentions, asked);
    this.save = new SaveImported(arrival, workplace.actor());
  }

  /** Takes one more post; how many there were. */
  long add(RawPost post) throws SQLException {
    batch.add(post);
    charsInBatch += post.parts().stream().mapToLong(RawPart::length).sum();
    charsInBatch += post.moved() == null ? 0 : post.moved().length();
    if (batch.size() == BATCH || charsInBatch > BATCH_CHARS) {
      endBatch();
    }
    return tally.read();
  }

  /**
   * Saves what is left.
   *
   * @throws InvalidInput where anything had a problem: the transaction must then be rolled back
   */
  Imported finish() throws SQLException {
    flush();
    prepare.askOutside(problems);
    InFileOrder.throwIfAny(problems);
    return tally.total(
        Stream.concat(prepare.notes().stream(), otherwise.notes().stream()).toList());
  }

  /** Saves what there is so far. */
  void flush() throws SQLException {
    endBatch();
    endBatch();
    awaitWritten();
  }

  /** Posts that are looked at from here on may name accounts that the caller has just added. */
  void knowAccounts(Connection connection) throws SQLException {
    accounts.read(connection);
  }

  private void endBatch() throws SQLException {
    List<RawPost> posts = List.copyOf(batch);
    batch.clear();
    charsInBatch = 0;
    // Asked before the batch before it is written, so that the answer does not wait for that.
    Read justRead =
        new Read(posts, writer.ask(connection -> KnownHere.among(connection, arrival, posts)));
    if (read != null) {
      write(ready(read));
    }
    read = justRead;
  }

  private ImportBatch ready(Read read) throws SQLException {
    List<RawPost> others = withoutKnown(read);
    tally.known(read.posts().size() - others.size());
    problems.addAll(prepare.lookUp(others));
    ImportBatch batch = new ImportBatch(prepare.sameText(), save, asked.dryRun());
    for (RawPost raw : others) {
      Optional<ReadyImport> good = problems.gather(() -> prepare.ready(raw));
      if (good.isPresent()) {
        batch.add(raw.where(), problems.isEmpty() ? withoutMedia(good.get()) : good.get());
      }
    }
    return batch;
  }

  private void write(ImportBatch batch) throws SQLException {
    awaitWritten();
    boolean saves = problems.isEmpty();
    if (saves || batch.hasTexts()) {
      written = new Written(batch, writer.ask(connection -> batch.save(connection, saves)));
    }
  }

  /** More than one batch at a time would not make it faster, only larger in memory. */
  private void awaitWritten() throws SQLException {
    if (written != null) {
      ImportBatch.Saved saved = WriteBehind.await(written.saved());
      problems.addAll(saved.problems());
      tally.saved(written.batch().posts(), saved.posts());
      @Nullable ImportEvergreen evergreen = asked.evergreen();
      if (evergreen != null) {
        saved.posts().forEach(each -> evergreen.noteSaved(each.id()));
      }
      written = null;
    }
  }

  /** What is here already is not looked at: its time may be past by now, or its media gone. */
  private List<RawPost> withoutKnown(Read read) throws SQLException {
    KnownHere known = WriteBehind.await(read.known());
    List<RawPost> others = new ArrayList<>();
    Map<PostId, RawPost> here = new HashMap<>();
    for (RawPost raw : read.posts()) {
      PostId post = known.find(raw).orElse(null);
      if (post == null) {
        others.add(raw);
        continue;
      }
      noteEvergreen(post);
      if (raw.moved() != null) {
        here.put(post, raw);
      }
    }
    if (!here.isEmpty() && problems.isEmpty()) {
      noteKnown(here);
    }
    return others;
  }

  private void noteEvergreen(PostId post) {
    if (asked.evergreen() != null) {
      asked.evergreen().noteKnown(post);
    }
  }

  private void noteKnown(Map<PostId, RawPost> here) throws SQLException {
    List<Same> same = new ArrayList<>();
    here.forEach(
        (post, raw) ->
            same.addAll(KnownHere.same(arrival, Objects.requireNonNull(raw.moved()), post)));
    boolean unused =
        WriteBehind.await(
            writer.ask(
                connection -> {
                  MovedNumbers.note(connection, same);
                  otherwise.look(connection, here);
                  return true;
                }));
  }

  /** Stores the media at once, each only once: a batch of them would fill the memory. */
  private ReadyImport withoutMedia(ReadyImport ready) throws SQLException {
    ReadyPost post = ready.post();
    for (MediaFile file : post.files()) {
      if (!asked.dryRun() && storedMedia.add(file.media().sha256())) {
        boolean stored =
            WriteBehind.await(
                writer.ask(
                    connection -> {
                      MediaStore.put(connection, file);
                      return true;
                    }));
        assert stored;
      }
    }
    return new ReadyImport(
        new ReadyPost(post.key(), post.post(), List.of(), post.targets(), post.unchecked()),
        ready.moved());
  }
}
