package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Work that one process (and one thread in it) does at a time. The lock is the operating system's
 * and goes with the process that held it, however that ended; the file itself stays.
 */
public final class FileLocked {
  /** Longer than a first start on a slow disk takes; shorter than a person's patience. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration PAUSE = Duration.ofMillis(15);

  /** What is done while the lock is held. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  /** What is found out while the lock is held. */
  @FunctionalInterface
  public interface Question<T> {
    T answer() throws IOException;
  }

  private FileLocked() {}

  /** Does the work when nobody else holds the file, as {@link #call} does. */
  public static void run(Path file, Work work) throws IOException {
    call(
        file,
        () -> {
          work.run();
          return file;
        });
  }

  /**
   * Does the work when nobody else holds the file.
   *
   * @throws DatabaseSetupFailed where another has held it for minutes
   */
  public static <T> T call(Path file, Question<T> work) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Whoever can open it could hold it for ever.
      FileModes.set(file, FileModes.OWNER_ONLY);
      FileModes.keepOwner(file, Objects.requireNonNull(file.getParent()));
      waitForLock(channel, file);
      return work.answer();
    }
  }

  private static void waitForLock(FileChannel channel, Path file) throws IOException {
    Deadline deadline = Deadline.in(PATIENCE);
    while (tryLock(channel) == null) {
      if (deadline.hasPassed()) {
        throw new DatabaseSetupFailed(
            "Another Belfry has been at work for %d minutes; look what it waits for, or stop it (it holds %s)"
                .formatted(PATIENCE.toMinutes(), file));
      }
      deadline.pause(PAUSE);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByAnotherThread) {
      return null;
    }
  }
}
