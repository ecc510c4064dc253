package dev.belfry.queue;

import dev.belfry.account.Account;
import dev.belfry.post.PostId;
import dev.belfry.queue.EvergreenSet.Place;
import dev.belfry.schedule.Slot;
import dev.belfry.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a post for each free slot that an evergreen set fills, a day ahead, and takes out again
 * what has to give way: so near to its slot, nothing new is kept from it.
 *
 * <p>Slots that nobody was there to fill are filled late, and what becomes of that is for their
 * schedules and accounts to say. Done twice, or in two places at once, it fills none twice: who
 * makes showings of a set locks it, and a transaction holds all of them or nothing. Thread-safe.
 */
public final class MakeShowings {

  /**
   * A slot to come.
   *
   * @param textOf the post that is shown in it, as things are; null where every text rests
   * @param post the one that is made for it; null where none is made yet
   */
  public record Coming(
      Account account, Slot slot, @Nullable PostId textOf, @Nullable PostId post) {}

  /**
   * How a text of a set stands with an account.
   *
   * @param lastSaid when it was there last, whoever posted it; null where it was not, or long ago
   * @param restsUntil the day on which it may be shown again; null where it may today, or where
   *     nobody knows
   * @param waits whether it is due or held, and may go out at any time: until it has, it rests
   */
  public record Standing(
      Account account,
      PostId post,
      @Nullable Instant lastSaid,
      @Nullable LocalDate restsUntil,
      boolean waits) {}

  private final Schedules schedules;

  public MakeShowings(Schedules schedules) {
    this.schedules = schedules;
  }

  /**
   * Does it for every set, each in a transaction of its own.
   *
   * @return how many showings were made
   * @throws RuntimeException what went wrong with one of them, after all others are done
   */
  public int all(Database database, Instant now) {
    Steps each = new Steps();
    int made = 0;
    for (String name : database.lend(EvergreenSets::names)) {
      made += each.count(() -> database.inTransaction(connection -> of(connection, name, now)));
    }
    each.end();
    return made;
  }

  /**
   * Does it for one set, in the caller's transaction.
   *
   * @return how many showings were made; 0 where there is no such set, or it is held
   */
  public int of(Connection connection, String name, Instant now) throws SQLException {
    Optional<EvergreenSet> found = EvergreenSets.lockIfThere(connection, name);
    if (found.isEmpty() || found.get().held() != null) {
      return 0;
    }
    EvergreenSet set = found.get();
    Bookings.lock(connection, set.accounts());
    int made = 0;
    boolean isPast = false;
    for (Place place : set.places()) {
      ShowOnAccount show = new ShowOnAccount(there(connection, set, place, now));
      made += show.make();
      isPast |= show.isPast();
    }
    if (isPast) {
      ChangeEvergreenSets.reach(connection, set.id(), now);
    }
    return made;
  }

  /**
   * The same, after which slots up to now are over: what is about to be changed must not be taken
   * for how it was then.
   */
  public void settle(Connection connection, String name, Instant now) throws SQLException {
    int unused = of(connection, name, now);
    ChangeEvergreenSets.reach(connection, EvergreenSets.get(connection, name).id(), now);
  }

  /** What is to come on each account of a set, as things are. Nothing is changed. */
  public List<Coming> coming(Connection connection, EvergreenSet set, Instant now, int most)
      throws SQLException {
    List<Coming> coming = new ArrayList<>();
    for (Place place : set.places()) {
      coming.addAll(new LookAhead(there(connection, set, place, now)).coming(most));
    }
    return coming;
  }

  /** How each text of a set stands with each of its accounts. */
  public List<Standing> standings(Connection connection, EvergreenSet set, Instant now)
      throws SQLException {
    List<Standing> standings = new ArrayList<>();
    for (Place place : set.places()) {
      standings.addAll(new LookAhead(there(connection, set, place, now)).standings());
    }
    return standings;
  }

  private SetOnAccount there(Connection connection, EvergreenSet set, Place place, Instant now)
      throws SQLException {
    return SetOnAccount.read(connection, schedules, set, place, now);
  }
}
