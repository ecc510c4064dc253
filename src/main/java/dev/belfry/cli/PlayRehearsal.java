package dev.belfry.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.belfry.audit.Rehearsals;
import dev.belfry.audit.RehearsedEvent;
import dev.belfry.audit.Stage;
import dev.belfry.cli.RehearsalReport.CostLine;
import dev.belfry.cli.RehearsalReport.Delivery;
import dev.belfry.cli.RehearsalReport.NotSent;
import dev.belfry.cli.RehearsalReport.Release;
import dev.belfry.cli.RehearsalReport.SlotLine;
import dev.belfry.cli.RehearsalReport.Stays;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.queue.ListDeliveries;
import dev.belfry.queue.QueuedDelivery;
import dev.belfry.release.Rehearsal;
import dev.belfry.sql.Database;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Plays a rehearsal and sums it up, while its stage is there. */
final class PlayRehearsal {
  private final Workplace workplace;
  private final Database stage;
  private final RehearsalSpan span;

  /**
   * @param stage a session of its own on the workplace's database
   */
  PlayRehearsal(Workplace workplace, Database stage, RehearsalSpan span) {
    this.workplace = workplace;
    this.stage = stage;
    this.span = span;
  }

  /** Plays it. */
  Played play() {
    Stage.Marks marks =
        new Rehearsal(stage, workplace.publishers(), workplace.xPrices(), QuartzCron::read)
            .play(span.since(), span.until());
    List<RehearsedEvent> events = stage.lend(connection -> Rehearsals.onStage(connection, marks));
    SumUpReleases sums = new SumUpReleases(events, workplace.zone());
    List<Release> releases = sums.releases();
    List<NotSent> notSent = sums.notSent();
    List<Stays> stays = stays(notSent);
    List<SlotLine> slots =
        workplace.database().lend(c -> SumUpSlots.between(c, span.since(), span.until()));
    SumUpCosts costs = new SumUpCosts(workplace.xPrices(), span.since(), span.until());
    List<CostLine> bill =
        workplace.database().lend(real -> stage.lend(played -> costs.read(real, played)));
    return new Played(
        events,
        new RehearsalReport(
            /* number= */ 0,
            span.since(),
            span.until(),
            releases,
            notSent,
            stays,
            SumUpReleases.collisions(releases),
            slots,
            new FindRates(workplace.publishers()).in(events),
            bill));
  }

  /**
   * What was played.
   *
   * @param report not numbered yet
   */
  record Played(List<RehearsedEvent> events, RehearsalReport report) {}

  /** What was held in the rehearsal is told as that. */
  private List<Stays> stays(List<NotSent> told) {
    Set<Delivery> known =
        told.stream().map(NotSent::delivery).map(PlayRehearsal::alone).collect(toSet());
    return stage.lend(ListDeliveries::queue).stream()
        .map(this::stays)
        .filter(each -> !each.dueAt().isAfter(span.until()))
        .filter(each -> !known.contains(each.delivery()))
        .toList();
  }

  /** Whatever it repeats. */
  private static Delivery alone(Delivery delivery) {
    return new Delivery(delivery.number(), null, delivery.account());
  }

  private Stays stays(QueuedDelivery waits) {
    AccountName account = requireNonNull(waits.account());
    ZoneId zone = waits.zone() == null ? workplace.zone() : waits.zone();
    return new Stays(
        new Delivery(waits.post(), null, account),
        requireNonNull(waits.dueAt()),
        zone,
        why(waits, account));
  }

  private String why(QueuedDelivery waits, AccountName account) {
    if (waits.state() == DeliveryState.HELD) {
      return "held: " + waits.reason();
    }
    if (waits.state() == DeliveryState.UNCONFIRMED) {
      return "in doubt: " + waits.reason();
    }
    if (waits.hold() != null) {
      return "nothing goes out to %s: %s".formatted(account, waits.hold());
    }
    return NotConnected.isConnected(workplace, account)
        ? "what goes out before it keeps it waiting for longer"
        : "this Belfry can't log in to " + account.network().title();
  }
}
