package dev.belfry.cli;

import dev.belfry.compose.moving.MovedEvergreen;
import dev.belfry.compose.moving.MovedSet;
import dev.belfry.compose.moving.MovedShowing;
import dev.belfry.queue.moving.SaveSets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the evergreen sets of another Belfry, of posts that are here by now. Not thread-safe. */
final class LinkSets {
  private static final int BATCH = 500;

  private final Arrival arrival;
  private final Set<String> made = new HashSet<>();
  private final List<MovedEvergreen> texts = new ArrayList<>();
  private final List<MovedShowing> showings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  LinkSets(Arrival arrival) {
    this.arrival = arrival;
  }

  void take(Connection connection, String where, MovedSet set) throws SQLException {
    if (SaveSets.set(connection, set)) {
      made.add(set.set());
    } else {
      notes.add(
          "%s: there is an evergreen set %s here already, which stays as it is, or no schedule %s"
              .formatted(where, set.set(), set.schedule()));
    }
  }

  void take(Connection connection, MovedEvergreen text) throws SQLException {
    if (made.contains(text.set())) {
      texts.add(text);
      if (texts.size() == BATCH) {
        saveTexts(connection);
      }
    }
  }

  void take(Connection connection, MovedShowing showing) throws SQLException {
    if (made.contains(showing.set())) {
      showings.add(showing);
      if (showings.size() == BATCH) {
        saveShowings(connection);
      }
    }
  }

  /** Saves what is left. */
  void finish(Connection connection) throws SQLException {
    saveTexts(connection);
    saveShowings(connection);
  }

  private void saveTexts(Connection connection) throws SQLException {
    SaveSets.texts(connection, arrival.belfry(""), texts);
    texts.clear();
  }

  private void saveShowings(Connection connection) throws SQLException {
    SaveSets.showings(connection, arrival.belfry(""), showings);
    showings.clear();
  }

  List<String> notes() {
    return notes;
  }

  HouseTally tally() {
    return new HouseTally(0, 0, 0, 0, 0, made.size());
  }
}
