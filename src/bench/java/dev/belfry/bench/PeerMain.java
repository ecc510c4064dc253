package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.util.Locale;

/** A peer's JVM: two batches, the first as a JVM that has just started runs it. */
public final class PeerMain {
  private PeerMain() {}

  /**
   * Takes the engine's name and how many jobs a batch has; the database comes in the environment.
   */
  public static void main(String... args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    DbAddress address =
        new DbAddress(
            System.getenv("BELFRY_DB_URL"),
            System.getenv("BELFRY_DB_USER"),
            System.getenv("BELFRY_DB_PASSWORD"));
    int jobs = Integer.parseInt(args[1]);
    try (Sql sql = Sql.on(address);
        Peer peer = peer(args[0], address)) {
      peer.createTables(sql);
      for (int batch = 0; batch < 2; batch++) {
        peer.queue(sql, jobs);
        sql.settleDown();
        String since = sql.ask("SELECT clock_timestamp()");
        peer.release(jobs);
        System.out.println(peer.span(sql, since).line());
      }
    }
    System.exit(0);
  }

  private static Peer peer(String name, DbAddress address) {
    String[] words = name.split(" ", -1);
    int number = Integer.parseInt(words[1]);
    return switch (words[0]) {
      case "floor" -> new FloorPeer(address, number);
      case "fetch" -> new DbSchedulerPeer(address, number, b -> b.pollUsingFetch(0.5, 4.0));
      case "lock-and-fetch" ->
          new DbSchedulerPeer(address, number, b -> b.pollUsingLockAndFetch(1.0, 4.0));
      case "quartz" -> new QuartzPeer(address, number);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
