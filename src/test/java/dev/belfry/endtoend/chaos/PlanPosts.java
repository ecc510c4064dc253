package dev.belfry.endtoend.chaos;

import dev.belfry.endtoend.Planned;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is to go out while everything goes wrong. */
final class PlanPosts {
  private PlanPosts() {}

  /** Evenly over the accounts, at random instants of the whole time. */
  static List<Planned> plan(Strength strength, List<String> accounts, Random random) {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    int millis = (int) strength.lasts().toMillis();
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < strength.deliveries(); i++) {
      int parts = i % 3 == 0 ? 3 + random.nextInt(3) : 1;
      String account = accounts.get(random.nextInt(accounts.size()));
      planned.add(Planned.numbered(i, parts, account, start.plusMillis(random.nextInt(millis))));
    }
    return planned;
  }
}
