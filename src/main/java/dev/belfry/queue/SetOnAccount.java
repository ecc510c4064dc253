package dev.belfry.queue;

import dev.belfry.account.Account;
import dev.belfry.queue.EvergreenSet.Place;
import dev.belfry.queue.Showings.Made;
import dev.belfry.schedule.FillSlots;
import dev.belfry.schedule.Planned;
import dev.belfry.schedule.Rests;
import dev.belfry.schedule.Rests.Said;
import dev.belfry.schedule.Rotation;
import dev.belfry.schedule.Rotation.Wording;
import dev.belfry.schedule.Schedule;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An evergreen set on one of its accounts, and what decides which of its texts is shown there when.
 *
 * @param place the account, and up to when its slots are over
 * @param schedules all that are for the account
 * @param schedule the set's; null where it is not for the account any more
 */
record SetOnAccount(
    Connection connection,
    EvergreenSet set,
    Place place,
    Instant now,
    List<Schedule> schedules,
    @Nullable Schedule schedule) {

  /** No two zones show the same time farther apart. */
  private static final Duration ZONES_APART = Duration.ofDays(2);

  static SetOnAccount read(
      Connection connection, Schedules stored, EvergreenSet set, Place place, Instant now)
      throws SQLException {
    List<Schedule> schedules = stored.of(connection, place.account());
    @Nullable Schedule schedule =
        schedules.stream()
            .filter(each -> each.name().equals(set.schedule()))
            .findAny()
            .orElse(null);
    return new SetOnAccount(connection, set, place, now, schedules, schedule);
  }

  Account account() {
    return place.account();
  }

  Planned planned() throws SQLException {
    Instant from = place.reached().isBefore(now) ? place.reached() : now;
    return Bookings.planned(connection, account().id(), from, List.of());
  }

  /** The slots that were filled, also where another zone has given their times other moments. */
  Set<LocalDateTime> over() throws SQLException {
    Instant after = place.reached().minus(ZONES_APART);
    return Showings.made(connection, set.id(), account().id(), after).stream()
        .map(Made::nominal)
        .collect(Collectors.toSet());
  }

  List<Wording> wordings() throws SQLException {
    return EvergreenTexts.wordings(connection, set.id(), account());
  }

  Rests rests(Schedule by, List<Wording> wordings) throws SQLException {
    List<Said> said = new ArrayList<>(SaidTexts.of(connection, account(), set.restDays(), now));
    said.addAll(EvergreenTexts.elsewhere(connection, set.id(), account(), wordings));
    return new Rests(set.restDays(), by.zone(), said);
  }

  Rotation rotation(Schedule by) throws SQLException {
    List<Wording> wordings = wordings();
    return new Rotation(
        wordings, Showings.turns(connection, set.id(), account().id()), rests(by, wordings));
  }

  FillSlots slots(Schedule by) throws SQLException {
    return new FillSlots(by, planned(), over());
  }
}
