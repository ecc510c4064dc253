package dev.belfry.cli;

import dev.belfry.compose.moving.DeletedPost;
import dev.belfry.compose.moving.MovedFile;
import dev.belfry.compose.moving.MovedFolder;
import dev.belfry.compose.moving.MovedOccurrence;
import dev.belfry.compose.moving.MovedRule;
import dev.belfry.queue.moving.SaveHouse;
import dev.belfry.queue.moving.SaveHouseRest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Notes what refers to posts of another Belfry that are here by now: which were deleted, which
 * repeat, which are times of those, which are files. Not thread-safe.
 */
final class LinkArrived {
  private static final int BATCH = 500;
  private static final int BATCH_CHARS = 1 << 20;

  private final Arrival arrival;
  private final List<DeletedPost> deleted = new ArrayList<>();
  private final List<MovedOccurrence> occurrences = new ArrayList<>();
  private final List<MovedFile> files = new ArrayList<>();
  private long charsInFiles;
  private final Map<Long, Long> rules = new HashMap<>();
  private final Set<String> folders = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  LinkArrived(Arrival arrival) {
    this.arrival = arrival;
  }

  void take(Connection connection, DeletedPost post) throws SQLException {
    deleted.add(post);
    if (deleted.size() == BATCH) {
      saveDeleted(connection);
    }
  }

  void take(Connection connection, String where, MovedRule rule) throws SQLException {
    saveDeleted(connection);
    OptionalLong here = SaveHouseRest.rule(connection, arrival.belfry(where), rule);
    here.ifPresent(number -> rules.put(rule.rule(), number));
  }

  /** Of a rule that was here before, its own times count. */
  void take(Connection connection, MovedOccurrence there) throws SQLException {
    Long rule = rules.get(there.rule());
    if (rule == null) {
      return;
    }
    occurrences.add(new MovedOccurrence(rule, there.nominal(), there.at(), there.post()));
    if (occurrences.size() == BATCH) {
      saveOccurrences(connection);
    }
  }

  void take(Connection connection, String where, MovedFolder folder) throws SQLException {
    saveDeleted(connection);
    if (SaveHouse.folder(connection, folder)) {
      folders.add(folder.folder());
    } else {
      notes.add(
          "%s: the folder %s is synced here already; its files stay as they are"
              .formatted(where, folder.folder()));
    }
  }

  void take(Connection connection, MovedFile file) throws SQLException {
    if (!folders.contains(file.folder())) {
      return;
    }
    files.add(file);
    charsInFiles += file.source().length();
    if (files.size() == BATCH || charsInFiles > BATCH_CHARS) {
      saveFiles(connection);
    }
  }

  /** Saves what is left. */
  void finish(Connection connection) throws SQLException {
    saveDeleted(connection);
    saveOccurrences(connection);
    saveFiles(connection);
  }

  private void saveDeleted(Connection connection) throws SQLException {
    SaveHouseRest.deleted(connection, arrival.belfry(""), deleted, arrival.keepsNumbers());
    deleted.clear();
  }

  private void saveOccurrences(Connection connection) throws SQLException {
    SaveHouseRest.occurrences(connection, arrival.belfry(""), occurrences);
    occurrences.clear();
  }

  private void saveFiles(Connection connection) throws SQLException {
    SaveHouseRest.files(connection, arrival.belfry(""), files);
    files.clear();
    charsInFiles = 0;
  }

  List<String> notes() {
    return notes;
  }

  HouseTally tally() {
    return new HouseTally(0, 0, 0, rules.size(), folders.size(), 0);
  }
}
