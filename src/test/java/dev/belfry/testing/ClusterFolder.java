package dev.belfry.testing;

import dev.belfry.app.postgres.DeleteFolder;
import dev.belfry.app.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the Postgres of a test JVM keeps its files: in memory where the system has a place for
 * that, for a database of its own for each test is hundreds of files made and removed, which takes
 * four times as long on a disk.
 */
final class ClusterFolder {
  private static final Path IN_MEMORY = Path.of("/dev/shm");
  private static final long ENOUGH = 2L << 30; // bytes; a test JVM needs some 300 MB
  private static final String PREFIX = "belfry-tests-";

  private ClusterFolder() {}

  /** This JVM's own; in {@code target/} where memory has no room. */
  static Path choose() {
    try {
      removeLeftovers();
      return hasRoom(IN_MEMORY)
          ? IN_MEMORY.resolve(PREFIX + ProcessHandle.current().pid())
          : Path.of("target", "test-postgres", System.getProperty("belfry.fork", "fork-1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasRoom(Path folder) throws IOException {
    return Files.isWritable(folder) && Files.getFileStore(folder).getUsableSpace() >= ENOUGH;
  }

  /** A JVM that was killed left its folder, and its server may run. */
  private static void removeLeftovers() throws IOException {
    if (!Files.isWritable(IN_MEMORY)) {
      return;
    }
    List<Path> left;
    try (Stream<Path> all = Files.list(IN_MEMORY)) {
      left = all.filter(ClusterFolder::isLeftover).toList();
    }
    for (Path folder : left) {
      EmbeddedPostgres.in(folder).stop();
      remove(folder);
    }
  }

  private static boolean isLeftover(Path folder) {
    String name = folder.getFileName().toString();
    return name.startsWith(PREFIX)
        && Files.isWritable(folder)
        && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length()))).isEmpty();
  }

  /**
   * After its server has stopped: what is in memory goes, what is on a disk is for the next run.
   */
  static void leave(Path folder) {
    if (folder.startsWith(IN_MEMORY)) {
      remove(folder);
    }
  }

  private static void remove(Path folder) {
    try {
      DeleteFolder.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
