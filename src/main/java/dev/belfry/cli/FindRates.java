package dev.belfry.cli;

import dev.belfry.audit.RehearsedEvent;
import dev.belfry.cli.RehearsalReport.RateLine;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.WriteLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where more goes out in a while than a network takes: of each of its limits the busiest
 * while. Dry-run accounts are counted by themselves.
 */
final class FindRates {
  /**
   * Whose parts are counted together.
   *
   * @param account null: of all accounts
   */
  private record Counted(Network network, @Nullable AccountName account, boolean dryRun) {}

  private final Publishers publishers;

  FindRates(Publishers publishers) {
    this.publishers = publishers;
  }

  /**
   * The limits that would bite.
   *
   * @param events in the order in which they happened
   */
  List<RateLine> in(List<RehearsedEvent> events) {
    List<RateLine> lines = new ArrayList<>();
    for (Network network : Network.values()) {
      for (WriteLimit limit : publishers.writeLimits(network)) {
        moments(events, network, limit).forEach((who, at) -> add(lines, who, at, limit));
      }
    }
    return lines;
  }

  private static Map<Counted, List<Instant>> moments(
      List<RehearsedEvent> events, Network network, WriteLimit limit) {
    Map<Counted, List<Instant>> moments = new LinkedHashMap<>();
    for (RehearsedEvent each : events) {
      AccountName account = each.account();
      if (each.sent() != null && account.network() == network) {
        Counted who = new Counted(network, limit.together() ? null : account, account.dryRun());
        moments.computeIfAbsent(who, unused -> new ArrayList<>()).add(each.at());
      }
    }
    return moments;
  }

  /**
   * @param at each part's instant, in order
   */
  private static void add(List<RateLine> lines, Counted who, List<Instant> at, WriteLimit limit) {
    int busiest = 0;
    Instant from = Instant.EPOCH;
    int first = 0;
    for (int last = 0; last < at.size(); last++) {
      while (!at.get(last).isBefore(at.get(first).plus(limit.within()))) {
        first++;
      }
      if (last - first + 1 > busiest) {
        busiest = last - first + 1;
        from = at.get(first);
      }
    }
    if (busiest > limit.parts()) {
      lines.add(
          new RateLine(
              who.network(),
              who.account(),
              who.dryRun(),
              from,
              limit.within().toSeconds(),
              busiest,
              limit.parts(),
              limit.source()));
    }
  }
}
