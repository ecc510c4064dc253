package dev.belfry.cli;

import dev.belfry.cli.RehearsalReport.CostLine;
import dev.belfry.cli.RehearsalReport.Delivery;
import dev.belfry.cli.RehearsalReport.NotSent;
import dev.belfry.cli.RehearsalReport.PassedOver;
import dev.belfry.cli.RehearsalReport.RateLine;
import dev.belfry.cli.RehearsalReport.Release;
import dev.belfry.cli.RehearsalReport.SentPart;
import dev.belfry.cli.RehearsalReport.SlotLine;
import dev.belfry.cli.RehearsalReport.Stays;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rehearsal as {@code --json} writes it.
 *
 * @param run the number by which it is kept
 */
record RehearsalView(
    long run,
    Instant since,
    Instant until,
    List<ReleaseView> releases,
    List<NotSentView> notSent,
    List<StaysView> waiting,
    List<CollisionView> collisions,
    List<SlotView> slots,
    List<LimitView> limits,
    List<CostView> costs) {

  record ReleaseView(
      @Nullable Long post,
      @Nullable Long repeats,
      @Nullable LocalDateTime nominal,
      String account,
      Instant at,
      Instant plannedAt,
      String zone,
      List<SentPart> parts) {
    static ReleaseView of(Release release) {
      Delivery delivery = release.delivery();
      return new ReleaseView(
          delivery.post(),
          delivery.repeats(),
          delivery.nominal(),
          delivery.account().toString(),
          release.at(),
          release.plannedAt(),
          release.zone().getId(),
          release.parts());
    }
  }

  record NotSentView(
      @Nullable Long post,
      @Nullable Long repeats,
      @Nullable LocalDateTime nominal,
      String account,
      Instant at,
      Instant plannedAt,
      String zone,
      String what,
      String why) {
    static NotSentView of(NotSent left) {
      Delivery delivery = left.delivery();
      return new NotSentView(
          delivery.post(),
          delivery.repeats(),
          delivery.nominal(),
          delivery.account().toString(),
          left.at(),
          left.plannedAt(),
          left.zone().getId(),
          left.what(),
          left.why());
    }
  }

  record StaysView(@Nullable Long post, String account, Instant dueAt, String zone, String why) {
    static StaysView of(Stays stays) {
      return new StaysView(
          stays.delivery().post(),
          stays.delivery().account().toString(),
          stays.dueAt(),
          stays.zone().getId(),
          stays.why());
    }
  }

  record CollisionView(String account, Instant at, Instant lastAt, String zone, int posts) {}

  record SlotView(
      String schedule,
      String account,
      int slots,
      int taken,
      int free,
      List<PassedOver> passedOver) {
    static SlotView of(SlotLine line) {
      return new SlotView(
          line.schedule(),
          line.account().toString(),
          line.slots(),
          line.taken(),
          line.free(),
          line.passedOver());
    }
  }

  record LimitView(
      String network,
      @Nullable String account,
      boolean dryRun,
      Instant from,
      long seconds,
      int posts,
      int most,
      String source) {
    static LimitView of(RateLine line) {
      return new LimitView(
          line.network().word(),
          line.account() == null ? null : line.account().toString(),
          line.dryRun(),
          line.from(),
          line.seconds(),
          line.parts(),
          line.most(),
          line.source());
    }
  }

  record CostView(
      String account,
      String month,
      String zone,
      boolean dryRun,
      BigDecimal spent,
      BigDecimal total,
      @Nullable BigDecimal cap) {
    static CostView of(CostLine line) {
      return new CostView(
          line.account().toString(),
          line.month(),
          line.zone().getId(),
          line.dryRun(),
          line.spent(),
          line.total(),
          line.cap());
    }
  }

  static RehearsalView of(RehearsalReport report) {
    return new RehearsalView(
        report.number(),
        report.since(),
        report.until(),
        report.releases().stream().map(ReleaseView::of).toList(),
        report.notSent().stream().map(NotSentView::of).toList(),
        report.stays().stream().map(StaysView::of).toList(),
        report.collisions().stream()
            .map(
                each ->
                    new CollisionView(
                        each.account().toString(),
                        each.at(),
                        each.lastAt(),
                        each.zone().getId(),
                        each.posts()))
            .toList(),
        report.slots().stream().map(SlotView::of).toList(),
        report.rates().stream().map(LimitView::of).toList(),
        report.costs().stream().map(CostView::of).toList());
  }
}
