package dev.belfry.endtoend;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a JVM uses of the files in a folder that others use, too, each in the version that fits it.
 * It is noted in a file there, which is locked as long as the JVM lives. Whoever takes or clears
 * does so alone.
 */
final class FilesInUse implements AutoCloseable {
  private static final String SUFFIX = ".uses";

  private final FileChannel locked;

  private FilesInUse(FileChannel locked) {
    this.locked = locked;
  }

  /**
   * Takes files of the folder into use, and deletes those in it that nobody uses any more.
   *
   * @param version names these files, and no others
   * @param names of the files in the folder
   * @param kept a file that stays, whoever uses it
   */
  static FilesInUse take(Path folder, String version, Set<String> names, String kept)
      throws IOException {
    Path note = folder.resolve(version + SUFFIX);
    Set<String> stays = new HashSet<>(names);
    stays.add(kept);
    stays.add(version + SUFFIX);
    for (Path other : list(folder)) {
      String name = other.getFileName().toString();
      if (name.endsWith(SUFFIX) && !other.equals(note) && isLocked(other)) {
        stays.add(name);
        stays.addAll(Files.readAllLines(other));
      }
    }
    Files.write(note, names);
    FileChannel channel = FileChannel.open(note, CREATE, READ, WRITE);
    var unused = channel.lock(0, Long.MAX_VALUE, /* shared= */ true);
    for (Path each : list(folder)) {
      if (!stays.contains(each.getFileName().toString())) {
        delete(each);
      }
    }
    return new FilesInUse(channel);
  }

  private static boolean isLocked(Path note) throws IOException {
    try (FileChannel channel = FileChannel.open(note, WRITE)) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return true;
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** The file, or the folder with all that is in it. */
  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      for (Path each : list(path)) {
        delete(each);
      }
    }
    Files.deleteIfExists(path);
  }

  /** They are used no more. */
  @Override
  public void close() throws IOException {
    locked.close();
  }
}
