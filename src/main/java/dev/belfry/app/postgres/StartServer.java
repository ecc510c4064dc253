package dev.belfry.app.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/**
 * Starts a cluster's server in a session of its own, so that it outlives the command and Ctrl-C
 * does not reach it, and waits until it takes connections.
 */
final class StartServer {
  private static final int ATTEMPTS = 5;

  /** Enough for the recovery of a large write-ahead log on a slow disk. */
  private static final int PATIENCE_SECONDS = 120;

  private StartServer() {}

  /**
   * Starts it, having cleared away what a killed server left.
   *
   * @param wantedPort the port to use unless another program has it; 0 for any
   * @return the port that it listens on
   */
  static int start(Cluster cluster, int wantedPort) throws IOException {
    Postmaster.forgetReusedPid(cluster.data());
    CreateCluster.writeSettings(cluster.data());
    int port = freePort(wantedPort);
    for (int attempt = 1; ; attempt++) {
      ServerLog log = ServerLog.openedFor(cluster.data());
      RunProgram.Finished finished = pgCtlStart(cluster, port, log);
      if (finished.ok()) {
        return port;
      }
      String said = log.news() + finished.output();
      if (attempt < ATTEMPTS && isAboutPort(said)) {
        port = freePort(0);
      } else if (attempt < ATTEMPTS && isAboutOrphans(said)) {
        PostgresProcesses.endOrphans(cluster.data());
      } else {
        throw SetupTrouble.of("Starting Postgres", said, cluster.data());
      }
    }
  }

  private static RunProgram.Finished pgCtlStart(Cluster cluster, int port, ServerLog log)
      throws IOException {
    return cluster.run(
        "pg_ctl",
        List.of(
            "start",
            "--silent",
            "--wait",
            "--timeout=" + PATIENCE_SECONDS,
            "--pgdata=" + cluster.data(),
            "--log=" + log.file(),
            "--options=-p " + port),
        "",
        Duration.ofSeconds(PATIENCE_SECONDS + 10));
  }

  private static boolean isAboutPort(String said) {
    return said.contains("could not bind") || said.contains("could not create any TCP/IP sockets");
  }

  private static boolean isAboutOrphans(String said) {
    return said.contains("shared memory block") && said.contains("still in use");
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    } catch (IOException taken) {
      if (wanted == 0) {
        throw taken;
      }
      return freePort(0);
    }
  }
}
