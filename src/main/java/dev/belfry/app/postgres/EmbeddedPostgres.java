package dev.belfry.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The Postgres that lives in a home folder: made by the first command that needs it, kept running
 * for the next ones, and stopped only by {@link #stop}. Its data is as safe as Postgres makes it.
 *
 * <p>Any number of processes and threads may call any of this at once. All failures are {@link
 * DatabaseSetupFailed}.
 */
public final class EmbeddedPostgres {
  private static final Duration READY_PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(70);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Path home;
  private final HomeLayout layout;

  private EmbeddedPostgres(Path home, HomeLayout layout) {
    this.home = home;
    this.layout = layout;
  }

  /**
   * The one of this home. Touches nothing.
   *
   * @param home made when first needed; need not exist
   */
  public static EmbeddedPostgres in(Path home) {
    return in(home, ServerAccount::chooseFor);
  }

  /** With its user chosen by the caller: tests take each way that root has. */
  static EmbeddedPostgres in(Path home, ServerAccount.Choice choice) {
    Path real = realPath(home);
    return new EmbeddedPostgres(real, new HomeLayout(real, choice));
  }

  /**
   * Where it listened last. Reads one small file and asks nobody: try to connect there, and only
   * when that fails call {@link #ensureRunning}.
   */
  public Optional<DbAddress> lastKnown() {
    try {
      return SavedConnection.read(home)
          .filter(saved -> saved.port() != 0)
          .map(SavedConnection::address);
    } catch (IOException e) {
      throw SetupTrouble.with("read", SavedConnection.file(home), e);
    }
  }

  /**
   * Makes it, starts it or recovers it, whatever it takes, and returns where it now accepts
   * connections. A server that runs already is left alone.
   */
  public DbAddress ensureRunning() {
    if (Boolean.getBoolean("belfry.training")) {
      // The launcher's training run comes unasked: it must not bring back what was just stopped.
      throw new DatabaseSetupFailed("The database is not running, and a training run starts none");
    }
    return locked("set up the database in", this::runningServer).address();
  }

  /** Looks, and changes nothing. */
  public ServerStatus status() {
    try {
      Optional<SavedConnection> saved = SavedConnection.read(home);
      if (saved.isEmpty() || !Cluster.exists(saved.get().data())) {
        return new ServerStatus.NotMade(home);
      }
      Path data = saved.get().data();
      return Postmaster.alive(data)
          .<ServerStatus>map(found -> new ServerStatus.Running(found.pid(), found.port(), data))
          .orElseGet(() -> new ServerStatus.Stopped(data));
    } catch (IOException e) {
      throw SetupTrouble.with("read", home, e);
    }
  }

  /**
   * Stops it: sessions are ended, what they had not committed is rolled back, and everything is
   * written out. The next command starts it again.
   *
   * @return whether there was one to stop
   */
  public boolean stop() {
    if (!Files.isDirectory(home)) {
      return false;
    }
    return locked("stop the database in", this::stopServer);
  }

  private SavedConnection runningServer() throws IOException {
    SavedConnection saved = layout.savedOrFresh();
    if (!Cluster.exists(saved.data())) {
      // The password goes first: a cluster without it could never be opened again.
      saved.write(home);
      CreateCluster.at(layout.cluster(saved.data()), saved.password());
    }
    Cluster.refuseForeign(saved.data());
    SavedConnection now = saved.at(portOfRunning(saved));
    if (!now.equals(saved)) {
      now.write(home);
    }
    return now;
  }

  private int portOfRunning(SavedConnection saved) throws IOException {
    Optional<Postmaster> running = settled(saved.data());
    return running.isPresent()
        ? running.get().port()
        : StartServer.start(layout.cluster(saved.data()), saved.port());
  }

  /** Waits while it starts, recovers or stops; empty once nobody serves the folder. */
  private static Optional<Postmaster> settled(Path data) throws IOException {
    Deadline deadline = Deadline.in(READY_PATIENCE);
    Optional<Postmaster> found = Postmaster.alive(data);
    while (found.isPresent() && !found.get().isReady()) {
      if (deadline.hasPassed()) {
        throw new DatabaseSetupFailed(
            "Postgres (process %d) has been %s for %d minutes; its log is in %s"
                .formatted(
                    found.get().pid(), found.get().state(), READY_PATIENCE.toMinutes(), data));
      }
      deadline.pause(PAUSE);
      found = Postmaster.alive(data);
    }
    return found;
  }

  private boolean stopServer() throws IOException {
    Optional<SavedConnection> saved = SavedConnection.read(home);
    if (saved.isEmpty() || Postmaster.alive(saved.get().data()).isEmpty()) {
      return false;
    }
    Path data = saved.get().data();
    RunProgram.Finished finished =
        layout
            .cluster(data)
            .run(
                "pg_ctl",
                List.of("stop", "--silent", "--mode=fast", "--wait", "--pgdata=" + data),
                "",
                STOP_PATIENCE);
    if (!finished.ok() && Postmaster.alive(data).isPresent()) {
      throw SetupTrouble.of("Stopping Postgres", finished.output(), data);
    }
    return true;
  }

  private <T> T locked(String act, FileLocked.Question<T> work) {
    try {
      layout.makeHome();
      return FileLocked.call(home.resolve("postgres.lock"), work);
    } catch (IOException e) {
      throw SetupTrouble.with(act, home, e);
    }
  }

  /** Free of symbolic links as far as it exists: what a process reports is compared with it. */
  private static Path realPath(Path home) {
    Path absolute = home.toAbsolutePath().normalize();
    try {
      return absolute.toRealPath();
    } catch (IOException notYetMade) {
      Path parent = absolute.getParent();
      return parent == null ? absolute : realPath(parent).resolve(absolute.getFileName());
    }
  }
}
