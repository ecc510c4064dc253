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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Prints a line for each part that a node has sent or failed to send. */
final class TellReleases implements ReleaseWatcher {
  private final Workplace workplace;
  private final AtomicLong settled = new AtomicLong();
  private volatile boolean isAnyUnmade;
  private volatile Moment moment = new Moment(Instant.MIN, "");

  private record Moment(Instant at, String words) {}

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

  @Override
  public void unmade(Claim claim, int position, String why) {
    isAnyUnmade = true;
    tell(EventType.FAILED, claim, position, why);
  }

  /** Whether there was anything that no request could be made of. */
  boolean isAnyUnmade() {
    return isAnyUnmade;
  }

  /** How many attempts were settled so far, whatever came of them. */
  long attempts() {
    return settled.get();
  }

  /** Put together by hand: a format is read anew for each line, which took half of a release. */
  private void tell(EventType event, Claim claim, int position, String words) {
    Console console = workplace.console();
    int parts = claim.bodies().size();
    String what = "post " + claim.post() + (parts > 1 ? " [" + position + "/" + parts + "]" : "");
    console
        .out()
        .println(
            String.join(
                "  ",
                now(),
                console.paint(look(event), event.word()),
                what,
                claim.account().toString(),
                VisibleText.oneLine(words)));
  }

  /** By the second, so that it is the same text for most of a run. */
  private String now() {
    Instant now = workplace.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Moment last = moment;
    if (!last.at().equals(now)) {
      last = new Moment(now, Times.local(now, workplace.zone()));
      moment = last;
    }
    return last.words();
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
