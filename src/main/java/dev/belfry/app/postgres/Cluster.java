package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A data folder, with the programs and the user that serve it.
 *
 * @param data absolute and free of symbolic links, since it is compared with what processes report
 */
record Cluster(Path data, PostgresBinaries binaries, ServerAccount account) {

  RunProgram.Finished run(String program, List<String> arguments, String input, Duration patience)
      throws IOException {
    // Not the person's current folder: the server's user may have no access to it.
    return RunProgram.run(
        account.command(binaries.program(program), arguments), binaries.folder(), input, patience);
  }

  /** Only a whole cluster ever stands there: it is made beside and renamed. */
  static boolean exists(Path data) {
    return Files.exists(data);
  }

  /** Refuses a folder of another major version, or one that is no cluster, before Postgres does. */
  static void refuseForeign(Path data) throws IOException {
    String version = version(data);
    if (version.isEmpty()) {
      throw new DatabaseSetupFailed(
          "%s is in the way: it holds no Postgres cluster; move it elsewhere".formatted(data));
    }
    if (!version.equals(PostgresBinaries.MAJOR)) {
      throw new DatabaseSetupFailed(
          "%s was made by Postgres %s and this Belfry brings %s; use the Belfry that made it, or export with that one and import into a new BELFRY_HOME"
              .formatted(data, version, PostgresBinaries.MAJOR));
    }
  }

  private static String version(Path data) throws IOException {
    try {
      return Files.readString(data.resolve("PG_VERSION")).strip();
    } catch (NoSuchFileException none) {
      return "";
    }
  }
}
