package dev.belfry.queue;

import dev.belfry.account.Account;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of posts that take turns in the free slots of a schedule.
 *
 * @param schedule the name of the schedule
 * @param restDays how many days a text rests before the same account is shown it again
 * @param held why nothing of it is shown; null where it is
 * @param createdBy who made it, in whose name its showings are made
 * @param places the accounts that it is shown to, by name
 */
public record EvergreenSet(
    int id,
    String name,
    String schedule,
    int restDays,
    @Nullable String held,
    String createdBy,
    List<Place> places) {

  /**
   * An account that a set is shown to.
   *
   * @param reached the slots up to here are over
   */
  public record Place(Account account, Instant reached) {}

  public EvergreenSet {
    places = List.copyOf(places);
  }

  /** The accounts that it is shown to, by name. */
  public List<Account> accounts() {
    return places.stream().map(Place::account).toList();
  }
}
