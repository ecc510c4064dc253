package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Terminals;
import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.queue.QueuedDelivery;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What the JVM's archive of loaded classes is made from, beside the command that the launcher runs
 * for it. That comes early, when the queue may still be empty: so the archive is shown what a post
 * in it looks like, and how one is written. Nothing is changed.
 */
public final class Training {
  private static final QueuedDelivery POST =
      new QueuedDelivery(
          new PostId(1),
          AccountName.parse("dry-run:mastodon:ann@example.social"),
          DeliveryState.of("scheduled").orElseThrow(),
          Instant.EPOCH,
          ZoneId.of("Europe/Paris"),
          2,
          "Hello",
          null,
          null,
          null,
          null,
          null);

  private Training() {}

  /** A console for it: what is printed goes nowhere. */
  public static Console nowhere() {
    return Console.of(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream(),
        new Terminals(false, false, false),
        name -> null);
  }

  /**
   * Goes through it all.
   *
   * @return how the writing of a post ended: {@link ExitCode#INVALID_INPUT}, which was wanted
   */
  public static int run(Workplace workplace) {
    PrintDeliveries print = new PrintDeliveries(workplace);
    print.print(List.of(POST), /* json= */ false, "");
    print.print(List.of(POST), /* json= */ true, "");
    // Read, measured and checked, then refused: there is a time and no account.
    return new CommandRunner(workplace)
        .run("draft", "Hello, @ann: https://example.org #belfry 🔔", "--in", "1h");
  }
}
