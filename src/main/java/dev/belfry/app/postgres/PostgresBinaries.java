package dev.belfry.app.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;

/**
 * One unpacked build of Postgres.
 *
 * @param folder what holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path folder) {
  /** The only major version whose data folders these binaries read. */
  static final String MAJOR = "17";

  /**
   * This machine's build, unpacked below {@code cache} unless it is there already. Safe to call
   * from any number of processes at once.
   */
  static PostgresBinaries unpackedIn(Path cache) {
    PostgresPlatform platform = PostgresPlatform.current();
    URL archive = PostgresBinaries.class.getResource("/" + platform.resource());
    if (archive == null) {
      throw new DatabaseSetupFailed(
          "This Belfry carries no Postgres for this machine (%s); set BELFRY_DB_URL to a Postgres of your own"
              .formatted(platform.resource()));
    }
    try {
      PostgresBinaries binaries =
          new PostgresBinaries(cache.resolve("postgres-" + MAJOR + "-" + fingerprint(archive)));
      binaries.unpack(archive, cache);
      binaries.refuseNoexec();
      return binaries;
    } catch (IOException e) {
      throw SetupTrouble.with("unpack Postgres into", cache, e);
    }
  }

  private void unpack(URL archive, Path cache) throws IOException {
    if (isWhole()) {
      return;
    }
    Files.createDirectories(cache);
    FileLocked.run(
        cache.resolve("postgres.lock"),
        () -> {
          if (!isWhole()) {
            UnpackArchive.unpack(archive, folder);
          }
        });
  }

  private boolean isWhole() {
    return Files.exists(program("postgres")) && Files.exists(program("initdb"));
  }

  private void refuseNoexec() {
    if (!Files.isExecutable(program("postgres"))) {
      throw new DatabaseSetupFailed(
          "Programs in %s may not be executed (a file system mounted noexec?); set XDG_CACHE_HOME to a folder where they may"
              .formatted(folder));
    }
  }

  Path program(String name) {
    Path bin = folder.resolve("bin");
    Path windows = bin.resolve(name + ".exe");
    return Files.exists(windows) ? windows : bin.resolve(name);
  }

  /** Tells one build from another without reading its 15 MB: the jar's index has the checksum. */
  private static String fingerprint(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection connection) {
      ZipEntry entry = connection.getJarEntry();
      return "%08x".formatted(entry.getCrc());
    }
    throw new UncheckedIOException(new IOException(archive + " is not in a jar"));
  }
}
