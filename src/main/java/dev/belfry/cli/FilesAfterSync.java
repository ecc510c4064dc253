package dev.belfry.cli;

import dev.belfry.queue.SyncedFolders;
import dev.belfry.queue.SyncedFolders.Folder;
import dev.belfry.queue.SyncedFolders.SyncedFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is written down of a folder's files when all of it went well. Not thread-safe. */
final class FilesAfterSync {
  private final List<String> forgotten = new ArrayList<>();
  private final List<SyncedFile> kept = new ArrayList<>();

  void keep(SyncedFile file) {
    kept.add(file);
  }

  void forget(SyncedFile file) {
    forgotten.add(file.path());
  }

  void replace(SyncedFile before, SyncedFile now) {
    forget(before);
    keep(now);
  }

  /** Whether a file is called so from now on. */
  boolean isTaken(String path) {
    return kept.stream().anyMatch(file -> file.path().equals(path));
  }

  void write(Connection connection, Folder folder) throws SQLException {
    SyncedFolders.forget(connection, folder, forgotten);
    SyncedFolders.keep(connection, folder, kept);
  }
}
