package dev.belfry.cli;

import dev.belfry.compose.ImportJsonLines.TakeHouse;
import dev.belfry.compose.ProblemList;
import dev.belfry.compose.moving.DeletedPost;
import dev.belfry.compose.moving.HouseHeading;
import dev.belfry.compose.moving.HouseLine;
import dev.belfry.compose.moving.MovedAccount;
import dev.belfry.compose.moving.MovedEvergreen;
import dev.belfry.compose.moving.MovedFile;
import dev.belfry.compose.moving.MovedFolder;
import dev.belfry.compose.moving.MovedHold;
import dev.belfry.compose.moving.MovedOccurrence;
import dev.belfry.compose.moving.MovedRestore;
import dev.belfry.compose.moving.MovedRule;
import dev.belfry.compose.moving.MovedSchedule;
import dev.belfry.compose.moving.MovedSet;
import dev.belfry.compose.moving.MovedShowing;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.queue.moving.MovedNumbers;
import dev.belfry.queue.moving.SaveHouse;
import dev.belfry.queue.moving.SaveHouseRest;
import dev.belfry.sql.DatabaseException;
import dev.belfry.sql.SqlWork;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the lines of an export that are no posts: what posts refer to before them, and what refers
 * to them after them. Not thread-safe.
 */
final class TakeHouseLines implements TakeHouse, HouseLine.TakeEach {
  private final WriteBehind writer;
  private final Arrival arrival;
  private final ImportPosts posts;
  private final ProblemList problems;
  private final SettleIn settle;
  private final LinkArrived link;
  private final LinkSets sets;
  private final boolean dryRun;
  private String where = "";
  private boolean postsAreOver;

  /**
   * @param posts takes the posts among which the lines stand
   * @param problems where there are any, nothing is saved any more
   */
  TakeHouseLines(
      WriteBehind writer,
      Workplace workplace,
      Arrival arrival,
      ImportPosts posts,
      ProblemList problems,
      boolean dryRun) {
    this.writer = writer;
    this.arrival = arrival;
    this.posts = posts;
    this.problems = problems;
    this.settle = new SettleIn(workplace);
    this.link = new LinkArrived(arrival);
    this.sets = new LinkSets(arrival);
    this.dryRun = dryRun;
  }

  @Override
  public void take(String place, HouseLine line) {
    where = place;
    line.giveTo(this);
  }

  @Override
  public void take(HouseHeading heading) {
    if (heading.form() > HouseHeading.FORM) {
      throw new NotPossible(
          "%s: this was written by a newer Belfry (form %d, and this one reads none above %d); take it in with that one, or a newer one"
              .formatted(where, heading.form(), HouseHeading.FORM));
    }
    if (arrival.hasBegun()) {
      throw new InvalidInput(where, "a second export begins here; import it by itself");
    }
    write(connection -> arrival.begin(heading, !dryRun && MovedNumbers.takeEmpty(connection)));
    String rules = heading.zoneRules();
    if (rules != null) {
      write(connection -> SaveHouse.zoneRules(connection, rules));
    }
  }

  @Override
  public void take(MovedAccount account) {
    begun(connection -> settle.take(connection, where, account));
    begun(connection -> posts.knowAccounts(connection));
  }

  @Override
  public void take(MovedHold hold) {
    begun(connection -> settle.take(connection, where, hold));
  }

  @Override
  public void take(MovedSchedule schedule) {
    begun(connection -> settle.take(connection, where, schedule));
  }

  @Override
  public void take(DeletedPost post) {
    afterPosts(connection -> link.take(connection, post));
  }

  @Override
  public void take(MovedRule rule) {
    afterPosts(connection -> link.take(connection, where, rule));
  }

  @Override
  public void take(MovedOccurrence occurrence) {
    afterPosts(connection -> link.take(connection, occurrence));
  }

  @Override
  public void take(MovedFolder folder) {
    afterPosts(connection -> link.take(connection, where, folder));
  }

  @Override
  public void take(MovedFile file) {
    afterPosts(connection -> link.take(connection, file));
  }

  @Override
  public void take(MovedSet set) {
    afterPosts(link::finish);
    afterPosts(connection -> sets.take(connection, where, set));
  }

  @Override
  public void take(MovedEvergreen text) {
    afterPosts(connection -> sets.take(connection, text));
  }

  @Override
  public void take(MovedShowing showing) {
    afterPosts(connection -> sets.take(connection, showing));
  }

  @Override
  public void take(MovedRestore restore) {
    afterPosts(connection -> SaveHouseRest.restore(connection, arrival.belfry(where), restore));
  }

  /** Saves what is left; returns what should be known of it, in sentences. */
  List<String> finish() {
    if (!arrival.hasBegun()) {
      return List.of();
    }
    afterPosts(link::finish);
    afterPosts(sets::finish);
    if (arrival.keepsNumbers()) {
      write(MovedNumbers::goOn);
    }
    List<String> notes = new ArrayList<>(settle.notes());
    notes.addAll(link.notes());
    notes.addAll(sets.notes());
    return notes;
  }

  /** What it came to besides posts: {@code 2 accounts, 1 schedule}; empty where that is nothing. */
  String summary() {
    return settle.tally().and(link.tally()).and(sets.tally()).words();
  }

  private void begun(SqlWork.Action work) {
    var unused = arrival.belfry(where);
    write(work);
  }

  /** In a dry run no post is there that this could refer to. */
  private void afterPosts(SqlWork.Action work) {
    var unused = arrival.belfry(where);
    if (!postsAreOver) {
      postsAreOver = true;
      try {
        posts.flush();
      } catch (SQLException e) {
        throw DatabaseException.of(e);
      }
    }
    if (!dryRun) {
      write(work);
    }
  }

  private void write(SqlWork.Action work) {
    if (!problems.isEmpty()) {
      return;
    }
    try {
      boolean unused =
          WriteBehind.await(
              writer.ask(
                  connection -> {
                    work.with(connection);
                    return true;
                  }));
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }
}
