package dev.belfry.cli;

import static java.util.Objects.requireNonNull;

import dev.belfry.audit.RehearsedEvent;
import dev.belfry.audit.RehearsedEvent.RehearsedPart;
import dev.belfry.cli.RehearsalReport.Collision;
import dev.belfry.cli.RehearsalReport.Delivery;
import dev.belfry.cli.RehearsalReport.NotSent;
import dev.belfry.cli.RehearsalReport.Release;
import dev.belfry.cli.RehearsalReport.SentPart;
import dev.belfry.post.AccountName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What happened in a rehearsal, post by post, and what is worth knowing of it. Pure. */
final class SumUpReleases {
  private final List<RehearsedEvent> events;
  private final ZoneId zone;

  /**
   * @param zone where neither the account nor the post has one
   */
  SumUpReleases(List<RehearsedEvent> events, ZoneId zone) {
    this.events = events;
    this.zone = zone;
  }

  /** What goes out, day by day as its accounts count them. */
  List<Release> releases() {
    Map<Delivery, List<RehearsedEvent>> parts = new LinkedHashMap<>();
    for (RehearsedEvent each : events) {
      if (each.sent() != null) {
        parts.computeIfAbsent(delivery(each), unused -> new ArrayList<>()).add(each);
      }
    }
    return parts.entrySet().stream()
        .map(entry -> release(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing((Release each) -> each.at().atZone(each.zone()).toLocalDate())
                .thenComparing(Release::at))
        .toList();
  }

  private Release release(Delivery delivery, List<RehearsedEvent> parts) {
    RehearsedEvent first = parts.get(0);
    return new Release(
        delivery,
        first.at(),
        first.plannedAt(),
        zone(first),
        first.parts(),
        parts.stream().map(SumUpReleases::part).toList());
  }

  private static SentPart part(RehearsedEvent event) {
    RehearsedPart sent = requireNonNull(event.sent());
    return new SentPart(sent.position(), sent.text(), sent.body());
  }

  /** What was held or left out, in the order in which it came due. */
  List<NotSent> notSent() {
    return events.stream()
        .filter(each -> each.sent() == null)
        .map(
            each ->
                new NotSent(
                    delivery(each),
                    each.at(),
                    each.plannedAt(),
                    zone(each),
                    each.event().word(),
                    String.valueOf(each.why())))
        .toList();
  }

  /** Where several posts of an account were planned for one moment. */
  static List<Collision> collisions(List<Release> releases) {
    record Moment(AccountName account, Instant at) {}
    return releases.stream()
        .collect(
            Collectors.groupingBy(
                each -> new Moment(each.delivery().account(), each.plannedAt()),
                LinkedHashMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .filter(together -> together.size() > 1)
        .map(SumUpReleases::collision)
        .toList();
  }

  private static Collision collision(List<Release> together) {
    Release first = together.get(0);
    return new Collision(
        first.delivery().account(),
        first.plannedAt(),
        together.get(together.size() - 1).at(),
        first.zone(),
        together.size());
  }

  private static Delivery delivery(RehearsedEvent event) {
    return new Delivery(event.post(), event.repeating(), event.account());
  }

  private ZoneId zone(RehearsedEvent event) {
    return event.zone() == null ? zone : event.zone();
  }
}
