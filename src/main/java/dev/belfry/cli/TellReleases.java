package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.post.EventType;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.Claim;
import dev.belfry.release.ReleaseWatcher;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints a line for each part that a node has sent or failed to send. */
final class TellReleases implements ReleaseWatcher {
  private final Workplace workplace;

  TellReleases(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void settled(Attempt attempt, Settlement settlement) {
    @Nullable EventType event = settlement.event();
    if (event == null) {
      return;
    }
    Console console = workplace.console();
    Claim claim = attempt.claim();
    String part =
        claim.bodies().size() > 1
            ? " [%d/%d]".formatted(attempt.position(), claim.bodies().size())
            : "";
    PrintWriter out = console.out();
    out.printf(
        "%s  %s  post %s%s  %s  %s%n",
        Times.local(workplace.clock().instant(), workplace.zone()),
        console.paint(look(event), event.word()),
        claim.post(),
        part,
        claim.account(),
        VisibleText.oneLine(settlement.outcome().words()));
  }

  /** A line at a time would cost more than the release itself. */
  @Override
  public void runIsOver() {
    workplace.console().out().flush();
  }

  private static Look look(EventType event) {
    return switch (event) {
      case PUBLISHED -> Look.GOOD;
      case FAILED, UNCONFIRMED -> Look.BAD;
      default -> Look.WARNING;
    };
  }
}
