package dev.belfry.cli;

import dev.belfry.account.Vault;
import dev.belfry.cli.terminal.Console;
import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadMedia.AltText;
import dev.belfry.compose.XPrices;
import dev.belfry.networks.Networks;
import dev.belfry.publish.Publishers;
import dev.belfry.schedule.WhenToPost;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.OneSession;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Queues posts one by one through what {@code belfry draft --in} runs, each with its own commit, on
 * one connection. Prints posts a second, seconds, and seconds of processor time, of the last half:
 * the first warms up. Run by import-rate.sh.
 */
public final class EnqueueRate implements Workplace {
  private static final Console NOWHERE = Training.nowhere();

  /** In each text: the same ones again would be refused as what the account has had already. */
  private static final String RUN = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  private final Database database;
  private final Publishers publishers = new Networks();

  private EnqueueRate(Connection connection) {
    this.database =
        new Database(
            new Connections() {
              @Override
              public Connection borrow() {
                return connection;
              }

              @Override
              public void giveBack(Connection borrowed) {}
            });
  }

  public static void main(String[] args) throws Exception {
    int posts = Integer.parseInt(args[0]);
    List<String> accounts = List.of(args).subList(1, args.length);
    try (Connection connection =
        DriverManager.getConnection(
            System.getenv("BENCH_URL"), "belfry", System.getenv("BENCH_PASSWORD"))) {
      EnqueueRate workplace = new EnqueueRate(connection);
      workplace.queue(posts / 2, accounts);
      double cpuBefore = cpuSeconds();
      double seconds = workplace.queue(posts - posts / 2, accounts);
      System.out.printf(
          "%.0f %.3f %.3f%n", (posts - posts / 2) / seconds, seconds, cpuSeconds() - cpuBefore);
    }
  }

  private int made;

  private double queue(int posts, List<String> accounts) {
    MakePost make = new MakePost(this, new AskedChecks(checks(), Set.of(), Set.of()));
    WhenToPost when = WhenToPost.byOptions(null, "3d", false, null, false);
    long start = System.nanoTime();
    for (int i = 0; i < posts; i++) {
      RawPost post = post(made++, accounts.get(i % accounts.size()));
      ExitCode end = make.make(post, new TakeMedia(AltText.REQUIRED, false), when, /* json= */ false);
      if (end != ExitCode.FINE) {
        throw new IllegalStateException("post " + i + " was not made");
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** 200 characters, and in every third a link. */
  private static RawPost post(int i, String account) {
    String link = i % 3 == 0 ? " https://example.com/posts/" + i : "";
    String text = RUN + " " + i + ". The bells ring at nine, and again when evening comes. ".repeat(4);
    text = text.substring(0, 200 - link.length()) + link;
    return new RawPost(
        "", null, List.of(new RawPart(text, List.of())), List.of(account), null, null);
  }

  private static double cpuSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  @Override
  public Database database() {
    return database;
  }

  @Override
  public OneSession newSession() {
    throw new UnsupportedOperationException();
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of("Europe/Paris");
  }

  @Override
  public String actor() {
    return "bench@localhost";
  }

  @Override
  public Console console() {
    return NOWHERE;
  }

  @Override
  public Publishers publishers() {
    return publishers;
  }

  @Override
  public Vault vault() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String host() {
    throw new UnsupportedOperationException();
  }

  @Override
  public XPrices xPrices() {
    return XPrices.builtIn();
  }

  @Override
  public Path home() {
    throw new UnsupportedOperationException();
  }

  @Override
  public DatabaseServer server() {
    throw new UnsupportedOperationException();
  }

  @Override
  public NodeEquipment equipNode(String node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScratchWorkplace openScratch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String environment(String name) {
    return "";
  }
}
