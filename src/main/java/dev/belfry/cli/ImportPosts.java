package dev.belfry.cli;

import dev.belfry.compose.ComposePost;
import dev.belfry.compose.Composed;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadMedia.AltText;
import dev.belfry.compose.ReadMedia.FindStored;
import dev.belfry.media.MediaFile;
import dev.belfry.media.MediaStore;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.PrepareTargets;
import dev.belfry.publish.ReadyPost;
import dev.belfry.publish.SaveReady;
import dev.belfry.publish.Target;
import dev.belfry.queue.SavePosts;
import dev.belfry.queue.SavedPost;
import dev.belfry.schedule.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Saves the posts of a file in the caller's transaction, batch by batch. After the first problem
 * nothing more is saved, but all else is checked still, so that a person hears of everything at
 * once. Not thread-safe.
 */
final class ImportPosts {
  private static final Pattern LINE = Pattern.compile("line (\\d{1,9})");
  private static final int BATCH = 500;
  private static final int BATCH_CHARS = 1 << 20;

  private final Connection connection;
  private final Workplace workplace;
  private final ComposePost compose;
  private final ImportAccounts accounts;
  private final Asked asked;
  private final ProblemList problems;
  private final PrepareTargets prepare;
  private final Set<String> storedImages = new HashSet<>();
  private final ImportTimes times;

  private final List<RawPost> batch = new ArrayList<>();
  private long charsInBatch;
  private long posts;
  private long known;
  private long scheduled;
  private @Nullable Moment first;

  /**
   * What is asked of an import.
   *
   * @param later whether the later one is taken of a time that comes twice
   * @param pastAsDraft whether what has a time that is past comes in without one
   * @param dryRun whether nothing is saved, so that not even a number is used up
   */
  record Asked(AltText altText, boolean later, boolean pastAsDraft, boolean dryRun) {}

  /**
   * @param problems where problems are added
   */
  ImportPosts(
      Connection connection,
      Workplace workplace,
      ImportAccounts accounts,
      Asked asked,
      ProblemList problems) {
    this.connection = connection;
    this.workplace = workplace;
    this.accounts = accounts;
    this.asked = asked;
    this.problems = problems;
    this.compose = new ComposePost(asked.altText(), FindStored.NOTHING);
    this.times = new ImportTimes(workplace, asked.later(), asked.pastAsDraft());
    this.prepare = new PrepareTargets(workplace.publishers());
  }

  /** Takes one more post; how many there were. */
  long add(RawPost post) throws SQLException {
    posts++;
    batch.add(post);
    charsInBatch += post.parts().stream().mapToLong(part -> part.text().length()).sum();
    if (batch.size() == BATCH || charsInBatch > BATCH_CHARS) {
      saveBatch();
    }
    return posts;
  }

  /**
   * Saves what is left.
   *
   * @throws InvalidInput where anything had a problem: the transaction must then be rolled back
   */
  Imported finish() throws SQLException {
    saveBatch();
    throwInOrder();
    return new Imported(posts, known, scheduled, first, times.notes());
  }

  /** Lines are read a batch ahead of being checked; people look for them in the file's order. */
  private void throwInOrder() {
    try {
      problems.throwIfAny();
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream().sorted(Comparator.comparingInt(ImportPosts::line)).toList());
    }
  }

  /** The line that a problem stands on; the word on how many more there are comes last. */
  private static int line(Problem problem) {
    Matcher line = LINE.matcher(problem.where());
    return line.lookingAt() ? Integer.parseInt(line.group(1)) : Integer.MAX_VALUE;
  }

  private void saveBatch() throws SQLException {
    List<ReadyPost> ready = new ArrayList<>();
    for (RawPost raw : withoutKnown()) {
      Optional<ReadyPost> good = problems.gather(() -> ready(raw));
      if (good.isPresent() && problems.isEmpty()) {
        ready.add(withoutImages(good.get()));
      }
    }
    batch.clear();
    charsInBatch = 0;
    if (problems.isEmpty() && !ready.isEmpty()) {
      count(ready, asked.dryRun() ? pretend(ready) : save(ready));
    }
  }

  /** What is here already is not looked at: its time may be past by now, or its images gone. */
  private List<RawPost> withoutKnown() throws SQLException {
    List<String> keys =
        batch.stream()
            .filter(ComposePost::hasGoodKey)
            .flatMap(raw -> Optional.ofNullable(raw.key()).stream())
            .toList();
    if (keys.isEmpty()) {
      return batch;
    }
    Set<String> here = SavePosts.findByKey(connection, keys).keySet();
    List<RawPost> others = batch.stream().filter(raw -> !isAmong(here, raw.key())).toList();
    known += batch.size() - others.size();
    return others;
  }

  private static boolean isAmong(Set<String> keys, @Nullable String key) {
    return key != null && keys.contains(key);
  }

  private ReadyPost ready(RawPost raw) {
    Composed composed = compose.compose(raw);
    try {
      List<Target> targets = prepare.prepare(composed.post(), accounts.of(raw), times.of(raw));
      return new ReadyPost(raw.key(), composed.post(), composed.files(), targets);
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream().map(problem -> problem.in(raw.where())).toList());
    }
  }

  /** Stores the images at once, each only once: a batch of them would fill the memory. */
  private ReadyPost withoutImages(ReadyPost post) throws SQLException {
    for (MediaFile file : post.files()) {
      if (!asked.dryRun() && storedImages.add(file.media().sha256())) {
        MediaStore.put(connection, file);
      }
    }
    return new ReadyPost(post.key(), post.post(), List.of(), post.targets());
  }

  private List<SavedPost> save(List<ReadyPost> ready) throws SQLException {
    return SaveReady.save(connection, ready, workplace.actor());
  }

  private static List<SavedPost> pretend(List<ReadyPost> ready) {
    return ready.stream().map(post -> new SavedPost(new PostId(0), true)).toList();
  }

  private void count(List<ReadyPost> ready, List<SavedPost> saved) {
    for (int i = 0; i < saved.size(); i++) {
      if (saved.get(i).isNew()) {
        count(ready.get(i).targets());
      } else {
        known++; // another process saved it in this very moment
      }
    }
  }

  private void count(List<Target> targets) {
    boolean hasTime = false;
    for (Target target : targets) {
      Moment when = target.when();
      if (when != null) {
        hasTime = true;
        first = first == null || when.instant().isBefore(first.instant()) ? when : first;
      }
    }
    scheduled += hasTime ? 1 : 0;
  }
}
