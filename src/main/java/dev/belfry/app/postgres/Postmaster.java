package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The server process of a data folder, as its {@code postmaster.pid} tells
 * (<https://www.postgresql.org/docs/17/storage-file-layout.html>).
 *
 * @param port 0 while it has not yet written it
 * @param state {@code starting}, {@code ready}, {@code stopping} or {@code standby}; empty at first
 */
record Postmaster(long pid, int port, String state) {
  private static final int PORT_LINE = 3;
  private static final int STATE_LINE = 7;

  /** The one that lives and serves {@code data}. A file left by a dead one counts for nothing. */
  static Optional<Postmaster> alive(Path data) throws IOException {
    return read(data).filter(found -> serves(found.pid, data));
  }

  /**
   * Removes a {@code postmaster.pid} whose process is gone and whose number now belongs to some
   * other program: Postgres would take that one for a running server and refuse to start.
   */
  static void forgetReusedPid(Path data) throws IOException {
    Optional<Postmaster> left = read(data);
    if (left.isPresent()
        && ProcessHandle.of(left.get().pid).isPresent()
        && !serves(left.get().pid, data)) {
      Files.deleteIfExists(file(data));
    }
  }

  boolean isReady() {
    return state.equals("ready");
  }

  private static Optional<Postmaster> read(Path data) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file(data));
      return number(lines, 0)
          .map(
              pid ->
                  new Postmaster(
                      pid,
                      number(lines, PORT_LINE).orElse(0L).intValue(),
                      line(lines, STATE_LINE)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index).strip() : "";
  }

  private static Optional<Long> number(List<String> lines, int index) {
    String line = line(lines, index);
    return line.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(line)) : Optional.empty();
  }

  private static boolean serves(long pid, Path data) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::info)
        .filter(PostgresProcesses::isPostgres)
        .filter(info -> info.arguments().map(words -> names(words, data)).orElse(true))
        .isPresent();
  }

  private static boolean names(String[] words, Path data) {
    return Arrays.asList(words).contains(data.toString());
  }
}
