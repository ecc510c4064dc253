package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.post.EventType;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.LivePart;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.Claim;
import dev.belfry.release.ReleaseWatcher;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Prints a line for each part that a node has sent or failed to send. */
final class TellReleases implements ReleaseWatcher {
  private final Workplace workplace;
  private final AtomicLong settled = new AtomicLong();

  TellReleases(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void settled(Attempt attempt, Settlement settlement) {
    settled.incrementAndGet();
    @Nullable EventType event = settlement.event();
    if (event == null) {
      return;
    }
    tell(event, attempt.claim(), attempt.position(), settlement.outcome().words());
    int position = attempt.position();
    for (LivePart further : settlement.further()) {
      tell(event, attempt.claim(), ++position, further.url());
    }
  }

  /** How many attempts were settled so far, whatever came of them. */
  long attempts() {
    return settled.get();
  }

  private void tell(EventType event, Claim claim, int position, String words) {
    Console console = workplace.console();
    int parts = claim.bodies().size();
    console
        .out()
        .printf(
            "%s  %s  post %s%s  %s  %s%n",
            Times.local(workplace.clock().instant(), workplace.zone()),
            console.paint(look(event), event.word()),
            claim.post(),
            parts > 1 ? " [%d/%d]".formatted(position, parts) : "",
            claim.account(),
            VisibleText.oneLine(words));
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
