package dev.belfry.app.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Makes a cluster with Belfry's role and database in it. It is made in a folder beside its place
 * and renamed at the end, so that one that was interrupted half-way is never used, only cleared
 * away.
 */
final class CreateCluster {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String UNFINISHED = ".unfinished-";

  /** One line, no {@code trust}, no other role, no replication. */
  private static final String HBA =
      "host all %s 127.0.0.1/32 scram-sha-256%n".formatted(SavedConnection.ROLE);

  private CreateCluster() {}

  static void at(Cluster place, String password) throws IOException {
    Path parent = Objects.requireNonNull(place.data().getParent());
    clearUnfinished(parent);
    Path workshop = Files.createTempDirectory(parent, UNFINISHED);
    try {
      giveTo(place.account(), workshop);
      Cluster unfinished = new Cluster(workshop.resolve("data"), place.binaries(), place.account());
      initdb(unfinished, passwordFile(workshop, password, place.account()));
      configure(unfinished.data());
      createDatabase(unfinished);
      Files.move(unfinished.data(), place.data(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FolderSwap.deleteQuietly(workshop);
    }
  }

  /**
   * The settings that Belfry keeps, written anew before each start so that they follow its version.
   */
  static void writeSettings(Path data) throws IOException {
    copy("belfry.conf", data);
  }

  private static void initdb(Cluster cluster, Path passwordFile) throws IOException {
    require(
        "initdb",
        cluster.run(
            "initdb",
            List.of(
                "--pgdata=" + cluster.data(),
                "--username=" + SavedConnection.ROLE,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--set=scram_iterations=1",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"),
            "",
            PATIENCE),
        cluster.data());
  }

  private static void configure(Path data) throws IOException {
    writeSettings(data);
    copy("postgresql.conf", data);
    Files.writeString(data.resolve("pg_hba.conf"), HBA);
  }

  private static void giveTo(ServerAccount account, Path folder) throws IOException {
    FileModes.set(folder, FileModes.OWNER_ENTERS);
    account.own(folder);
  }

  /** A file, since an argument would show in the list of processes. */
  private static Path passwordFile(Path workshop, String password, ServerAccount account)
      throws IOException {
    Path file = Files.createFile(workshop.resolve("password"));
    FileModes.set(file, FileModes.OWNER_ONLY);
    Files.writeString(file, password);
    account.own(file);
    return file;
  }

  private static void createDatabase(Cluster cluster) throws IOException {
    RunProgram.Finished finished =
        cluster.run(
            "postgres",
            List.of("--single", "-D", cluster.data().toString(), "postgres"),
            "CREATE DATABASE " + SavedConnection.DATABASE + "\n",
            PATIENCE);
    require("postgres --single", finished, cluster.data());
    // A statement that fails there leaves the exit status at 0.
    if (finished.output().contains("ERROR:")) {
      throw SetupTrouble.of("CREATE DATABASE", finished.output(), cluster.data());
    }
  }

  private static void require(String program, RunProgram.Finished finished, Path data) {
    if (!finished.ok()) {
      throw SetupTrouble.of(program, finished.output(), data);
    }
  }

  private static void clearUnfinished(Path parent) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, UNFINISHED + "*")) {
      left.forEach(FolderSwap::deleteQuietly);
    }
  }

  private static void copy(String resource, Path data) throws IOException {
    try (InputStream in = CreateCluster.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the program lacks its own " + resource);
      }
      Files.writeString(
          data.resolve(resource), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
