package dev.belfry.cli;

import dev.belfry.jobs.QuartzCron;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.EvergreenTexts;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.MakeShowings.Coming;
import dev.belfry.queue.Schedules;
import dev.belfry.schedule.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code doctor} looks at in the evergreen sets: whether the next slot of each is filled. */
final class CheckEvergreen {
  private static final String ABOUT = "evergreen";

  private final Workplace workplace;

  CheckEvergreen(Workplace workplace) {
    this.workplace = workplace;
  }

  Check check() {
    return workplace.database().lend(this::check);
  }

  private Check check(Connection connection) throws SQLException {
    List<String> names = EvergreenSets.names(connection);
    List<String> says = new ArrayList<>();
    for (String name : names) {
      trouble(connection, EvergreenSets.get(connection, name)).ifPresent(says::add);
    }
    if (!says.isEmpty()) {
      return Check.warn(ABOUT, String.join(". ", says));
    }
    return names.isEmpty()
        ? Check.ok(ABOUT, "no sets")
        : Check.ok(
            ABOUT,
            names.size() == 1
                ? "1 set, with something to show"
                : "%d sets, each with something to show".formatted(names.size()));
  }

  private Optional<String> trouble(Connection connection, EvergreenSet set) throws SQLException {
    if (set.held() != null) {
      return Optional.of(
          "%s is held (%s); belfry evergreen resume %s lets it go on"
              .formatted(set.name(), set.held(), set.name()));
    }
    if (EvergreenTexts.count(connection, set.id()) == 0) {
      return Optional.of(
          "%s is empty; belfry evergreen add %s POST puts a post in"
              .formatted(set.name(), set.name()));
    }
    List<Coming> next =
        new MakeShowings(new Schedules(QuartzCron::read))
            .coming(connection, set, workplace.clock().instant(), 1);
    if (next.isEmpty()) {
      return Optional.of(
          "no slot of %s is free for %s; belfry schedules next %s tells why"
              .formatted(set.schedule(), set.name(), set.schedule()));
    }
    return next.stream()
        .filter(each -> each.textOf() == null)
        .findFirst()
        .map(
            each ->
                "every text of %s rests, so %s stays free for %s; belfry evergreen add %s POST puts another in"
                    .formatted(
                        set.name(),
                        Moment.in(each.slot(), /* any= */ false).words(),
                        each.account().name(),
                        set.name()));
  }
}
