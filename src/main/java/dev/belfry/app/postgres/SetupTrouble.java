package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Turns what the operating system or Postgres says into the one sentence that helps. */
final class SetupTrouble {
  private SetupTrouble() {}

  /** A file could not be read or written while Belfry tried to {@code act} (on) {@code place}. */
  static DatabaseSetupFailed with(String act, Path place, IOException e) {
    String said = e.getMessage() == null ? e.toString() : e.getMessage();
    String reason =
        e instanceof AccessDeniedException
            ? "this user may not write there; choose another folder with BELFRY_HOME"
            : known(said).orElse(said);
    return new DatabaseSetupFailed("Belfry can't %s %s: %s".formatted(act, place, reason), e);
  }

  /** A program of Postgres failed; {@code output} is all that it said. */
  static DatabaseSetupFailed of(String program, String output, Path place) {
    String reason = known(output).orElseGet(() -> lastComplaint(output));
    return new DatabaseSetupFailed("%s failed in %s: %s".formatted(program, place, reason));
  }

  private static Optional<String> known(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return Optional.of("the disk is full; free some space and try again");
    }
    if (lower.contains("read-only file system")) {
      return Optional.of(
          "it is on a read-only file system; choose another folder with BELFRY_HOME");
    }
    if (lower.contains("could not look up effective user id")) {
      return Optional.of(
          "this user has no entry in the system's user list, which Postgres needs; run Belfry as a"
              + " user who has, or set BELFRY_DB_URL");
    }
    return Optional.empty();
  }

  /** The line with which Postgres gave up, without its prefix: {@code FATAL: …}. */
  private static String lastComplaint(String output) {
    String found = "it gave no reason";
    for (String line : output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      int at = Math.max(line.indexOf("FATAL:"), line.indexOf("error:"));
      if (at >= 0) {
        found = line.substring(line.indexOf(':', at) + 1).strip();
      } else if (found.equals("it gave no reason")) {
        found = line;
      }
    }
    return found;
  }
}
