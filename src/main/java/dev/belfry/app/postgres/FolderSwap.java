package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts a finished folder in its place in one step, so that nobody ever sees half of one. */
final class FolderSwap {
  private FolderSwap() {}

  /** Renames {@code made} to {@code target}; a broken leftover there is removed first. */
  static void putInPlace(Path made, Path target) throws IOException {
    deleteQuietly(target);
    Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Best effort: what can't be deleted is litter, not a failure. */
  static void deleteQuietly(Path folder) {
    try {
      DeleteFolder.delete(folder);
    } catch (IOException ignored) {
      // It was never there, or a process that outlived its parent still writes into it.
    }
  }
}
