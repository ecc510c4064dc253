package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Where the parts of an embedded Postgres are kept, which depends on as whom it runs. */
final class HomeLayout {
  /** For a server's user who can't reach into root's own folders. */
  private static final Path SHARED = Path.of("/var/lib/belfry");

  private final Path home;
  private final ServerAccount.Choice choice;

  HomeLayout(Path home, ServerAccount.Choice choice) {
    this.home = home;
    this.choice = choice;
  }

  void makeHome() throws IOException {
    if (!Files.isDirectory(home)) {
      Files.createDirectories(home);
      FileModes.set(home, FileModes.OWNER_ENTERS);
    }
  }

  /** What the home remembers; else a new password for a cluster that is still to be made. */
  SavedConnection savedOrFresh() throws IOException {
    Optional<SavedConnection> saved = SavedConnection.read(home);
    if (saved.isPresent()) {
      return saved.get();
    }
    Path inside = home.resolve("postgres");
    if (Cluster.exists(inside)) {
      throw new DatabaseSetupFailed(
          "%s is there but %s, which has its password, is missing; put it back, or move the folder away to begin anew"
              .formatted(inside, SavedConnection.file(home)));
    }
    return SavedConnection.fresh(placeFor(choice.forData(inside), inside));
  }

  Cluster cluster(Path data) throws IOException {
    ServerAccount account = choice.forData(data);
    return new Cluster(data, PostgresBinaries.unpackedIn(binariesFor(account)), account);
  }

  private Path placeFor(ServerAccount account, Path inside) throws IOException {
    if (!account.isAnotherUser()) {
      return inside;
    }
    Path parent = home.getParent();
    if (parent != null && FileModes.everybodyReaches(parent)) {
      FileModes.set(home, FileModes.EVERYBODY_PASSES);
      return inside;
    }
    return makeShared().resolve("data-" + UUID.randomUUID());
  }

  private static Path binariesFor(ServerAccount account) throws IOException {
    Path cache = UserFolders.of(System.getenv()).cache();
    return account.isAnotherUser() && !FileModes.everybodyReaches(cache) ? makeShared() : cache;
  }

  private static Path makeShared() throws IOException {
    Files.createDirectories(SHARED);
    FileModes.set(SHARED, FileModes.EVERYBODY_ENTERS);
    return SHARED;
  }
}
