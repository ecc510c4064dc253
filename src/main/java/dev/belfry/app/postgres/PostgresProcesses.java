package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a killed server leaves behind: backends that still hold its shared memory. */
final class PostgresProcesses {
  /** An idle backend notices its postmaster's death at once; this is for one in mid-query. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private PostgresProcesses() {}

  static boolean isPostgres(ProcessHandle.Info info) {
    return info.command()
        .map(command -> Path.of(command).getFileName().toString())
        // Linux appends " (deleted)" once the binary has been replaced under a running server.
        .filter(
            name ->
                name.equals("postgres")
                    || name.startsWith("postgres.")
                    || name.startsWith("postgres "))
        .isPresent();
  }

  /**
   * Ends the backends of a server of {@code data} whose postmaster is dead. Nothing is lost: what
   * they had not committed can't be committed any more. Call it only when no postmaster lives.
   */
  static void endOrphans(Path data) {
    waitForEnd(data);
    orphans(data).forEach(ProcessHandle::destroy);
    waitForEnd(data);
    orphans(data).forEach(ProcessHandle::destroyForcibly);
    waitForEnd(data);
  }

  private static void waitForEnd(Path data) {
    Deadline deadline = Deadline.in(GRACE);
    while (!orphans(data).isEmpty() && !deadline.hasPassed()) {
      deadline.pause(PAUSE);
    }
  }

  /** Found by their working folder, which Linux shows; elsewhere none is found. */
  private static List<ProcessHandle> orphans(Path data) {
    if (!Files.exists(Path.of("/proc/self/cwd"))) {
      return List.of();
    }
    return ProcessHandle.allProcesses()
        .filter(process -> isPostgres(process.info()) && worksIn(process.pid(), data))
        .toList();
  }

  private static boolean worksIn(long pid, Path data) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(data);
    } catch (IOException goneOrSomebodyElses) {
      return false;
    }
  }
}
