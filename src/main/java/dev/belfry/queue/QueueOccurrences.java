package dev.belfry.queue;

import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.Occurrences.Planned;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.Occurrence;
import dev.belfry.schedule.OccurrencesOf;
import dev.belfry.schedule.Repeat;
import dev.belfry.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes a post for each time of the rules by which posts repeat, and queues it, some days ahead.
 *
 * <p>It goes on after the last time for which there is a post, however long ago that is: what no
 * node was there to make is made late, and what becomes of it then is for its accounts to say. Done
 * twice, or in two places at once, it makes nothing twice: who makes posts of a rule locks the post
 * that repeats, and a transaction holds all of a batch or nothing. Thread-safe.
 */
public final class QueueOccurrences {
  /** So that the queue shows what is to come; the next one is queued however far it is. */
  private static final Duration HORIZON = Duration.ofDays(14);

  /** Of what repeats each minute, so many fill the queue enough. */
  private static final int MOST_AHEAD = 100;

  /** As many in a transaction. */
  private static final int BATCH = 200;

  private final Recurrences recurrences;

  public QueueOccurrences(Recurrences recurrences) {
    this.recurrences = recurrences;
  }

  /**
   * Does it for every post that repeats, each in transactions of its own.
   *
   * @return how many posts were made
   * @throws RuntimeException what went wrong with one of them, after all others are done
   */
  public int all(Database database, Instant now) {
    Steps each = new Steps();
    int made = 0;
    for (PostId post : database.lend(Recurrences::posts)) {
      made += each.count(() -> wholly(database, post, now));
    }
    each.end();
    return made;
  }

  private int wholly(Database database, PostId post, Instant now) {
    int made = 0;
    int batch = BATCH;
    while (batch == BATCH) {
      batch = database.inTransaction(connection -> of(connection, post, now));
      made += batch;
    }
    return made;
  }

  /**
   * Does it for one post, in the caller's transaction: for so many times of its rule as go into
   * one.
   *
   * @return how many posts were made; 0 where it does not repeat
   */
  public int of(Connection connection, PostId post, Instant now) throws SQLException {
    LockPosts.toChange(connection, post);
    Optional<StoredRecurrence> recurrence = recurrences.of(connection, post);
    return recurrence.isEmpty() ? 0 : queue(connection, recurrence.get(), now);
  }

  /**
   * When it should be done again, nothing being left to do at the instant: early enough that no
   * time comes for which there is no post. Empty where there never will be anything to do again.
   */
  public Optional<Instant> next(Connection connection, Instant now) throws SQLException {
    List<Instant> next = new ArrayList<>();
    for (PostId post : Recurrences.posts(connection)) {
      Optional<StoredRecurrence> recurrence = recurrences.of(connection, post);
      if (recurrence.isPresent() && recurrence.get().coming().hasNext()) {
        next(connection, recurrence.get(), now).ifPresent(next::add);
      }
    }
    return next.stream().min(Comparator.naturalOrder());
  }

  /**
   * When the next time comes near; where that is so, when half of those in front of it are past.
   */
  private static Optional<Instant> next(
      Connection connection, StoredRecurrence recurrence, Instant now) throws SQLException {
    Instant near = recurrence.coming().next().instant().minus(HORIZON);
    return near.isAfter(now)
        ? Occurrences.ahead(connection, recurrence.id(), now, 0)
            .filter(last -> last.isBefore(near))
            .or(() -> Optional.of(near))
        : Occurrences.ahead(connection, recurrence.id(), now, MOST_AHEAD / 2);
  }

  private static int queue(Connection connection, StoredRecurrence recurrence, Instant now)
      throws SQLException {
    int ahead = Occurrences.countAhead(connection, recurrence.id(), now);
    List<Occurrence> due = due(recurrence.coming(), now, ahead);
    List<NewPlan> plans =
        due.isEmpty() ? List.of() : RecurrenceParts.plans(connection, recurrence.id());
    if (plans.isEmpty()) {
      return 0;
    }
    Post wording = ReadPost.wording(connection, recurrence.post());
    List<NewPost> posts =
        due.stream().map(each -> copy(wording, plans, recurrence.repeat(), each)).toList();
    List<SavedPost> saved = SavePosts.save(connection, posts, recurrence.createdBy());
    List<Planned> made = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) {
      made.add(new Planned(due.get(i), saved.get(i).id()));
    }
    Occurrences.insert(connection, recurrence.id(), made);
    return due.size();
  }

  /**
   * @param ahead how many there are already for times to come
   */
  private static List<Occurrence> due(OccurrencesOf coming, Instant now, int ahead) {
    List<Occurrence> due = new ArrayList<>();
    int inFront = ahead;
    while (due.size() < BATCH && coming.hasNext()) {
      Occurrence next = coming.next();
      if (next.instant().isAfter(now)) {
        boolean isEnough = inFront >= MOST_AHEAD || next.instant().isAfter(now.plus(HORIZON));
        if (isEnough && inFront > 0) {
          break;
        }
        inFront++;
      }
      due.add(next);
    }
    return due;
  }

  private static NewPost copy(
      Post wording, List<NewPlan> plans, Repeat repeat, Occurrence occurrence) {
    Moment when = Moment.at(occurrence.instant(), repeat.zone());
    return new NewPost(
        null, RewordCopies.copy(wording), plans.stream().map(plan -> plan.at(when)).toList());
  }
}
