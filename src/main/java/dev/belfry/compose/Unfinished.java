package dev.belfry.compose;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file that is being written beside the one whose place it takes: {@code
 * FILE.0123abcd.unfinished}. Its writer holds a lock on it, which ends with the process however
 * that ends: so what was left by one that was killed is told from what is still being written. Not
 * thread-safe.
 */
final class Unfinished implements AutoCloseable {
  private static final String NAME = "%s.%08x.unfinished";

  /** On Linux, whoever opens and closes a file drops the process's locks on it. */
  private static final Set<String> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private Unfinished(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Begins one. Of two programs that write the same file at once each has its own.
   *
   * @param file whose place it is to take
   */
  static Unfinished begin(Path file) throws IOException {
    while (true) {
      int ours = ThreadLocalRandom.current().nextInt();
      Path path = file.resolveSibling(NAME.formatted(WholeFile.nameOf(file), ours));
      Unfinished begun = new Unfinished(path, open(path));
      if (begun.isKept()) {
        return begun;
      }
      begun.close();
    }
  }

  private static FileChannel open(Path path) throws IOException {
    OURS.add(WholeFile.nameOf(path));
    try {
      return FileChannel.open(path, CREATE_NEW, WRITE);
    } catch (IOException e) {
      OURS.remove(WholeFile.nameOf(path));
      throw e;
    }
  }

  /** Not where somebody has taken it for a leftover before it was locked. */
  private boolean isKept() {
    try {
      return channel.tryLock() != null && Files.exists(path, NOFOLLOW_LINKS);
    } catch (IOException e) {
      return true; // nothing can be locked here, and so nobody clears anything away
    }
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** Writes to it. */
  OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /** Has it take the place of the file: all that was written is on the disk by then. */
  void moveTo(Path file) throws IOException {
    channel.force(/* metaData= */ false);
    Files.move(path, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /** Lets go of it; where it took no place, nothing of it stays. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(path);
    } finally {
      OURS.remove(WholeFile.nameOf(path));
      channel.close();
    }
  }

  /**
   * Deletes what writers of the file have left that were killed. What can't be deleted, or can't be
   * told from what is being written, stays.
   */
  static void clearAway(Path file) {
    Pattern left =
        Pattern.compile(Pattern.quote(WholeFile.nameOf(file)) + "\\.[0-9a-f]{8}\\.unfinished");
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(
            file.resolveSibling("."),
            each ->
                left.matcher(WholeFile.nameOf(each)).matches()
                    && Files.isRegularFile(each, NOFOLLOW_LINKS))) {
      leftovers.forEach(Unfinished::clear);
    } catch (IOException | DirectoryIteratorException e) {
      // Who may not look into the folder may well write there.
    }
  }

  private static void clear(Path leftover) {
    if (OURS.contains(WholeFile.nameOf(leftover))) {
      return;
    }
    try (FileChannel channel = FileChannel.open(leftover, WRITE, NOFOLLOW_LINKS)) {
      if (channel.tryLock() != null) {
        Files.delete(leftover);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Somebody else's, or gone by now.
    }
  }
}
