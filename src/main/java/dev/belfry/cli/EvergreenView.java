package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.PostId;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.EvergreenTexts;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.MakeShowings.Coming;
import dev.belfry.queue.MakeShowings.Standing;
import dev.belfry.queue.Schedules;
import dev.belfry.schedule.Slot;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that there is to say of an evergreen set.
 *
 * @param texts its posts, in its order
 * @param standings of each post with each account
 * @param coming the next slots of each account
 */
record EvergreenView(
    EvergreenSet set,
    List<EvergreenTexts.Text> texts,
    List<Standing> standings,
    List<Coming> coming) {
  private static final int SHOWN = 5;

  /**
   * How {@code evergreen show --json} writes it.
   *
   * @param rest how many days a text rests
   * @param held why nothing of it is shown; null where it is
   */
  record View(
      String name,
      String schedule,
      List<String> accounts,
      int rest,
      @Nullable String held,
      List<Text> texts,
      List<Next> next) {}

  /**
   * A post of the set.
   *
   * @param member from 1; those of one number are wordings of the same thing
   */
  record Text(long post, int member, String text, List<On> on) {}

  /**
   * A post of the set on an account.
   *
   * @param lastSaid null where it was not there lately
   * @param restsUntil the day on which it may be shown again; null where it may today
   * @param waits whether it is due or held, and rests until it is out
   */
  record On(
      String account, @Nullable Instant lastSaid, @Nullable LocalDate restsUntil, boolean waits) {}

  /**
   * A slot to come.
   *
   * @param textOf the post that is shown in it; null where every text rests
   * @param post the one that is made for it; null where none is made yet
   */
  record Next(
      String account,
      Instant at,
      String zone,
      LocalDateTime nominal,
      @Nullable Long textOf,
      @Nullable Long post) {}

  static EvergreenView read(Connection connection, String name, Instant now) throws SQLException {
    MakeShowings showings = new MakeShowings(new Schedules(QuartzCron::read));
    EvergreenSet set = EvergreenSets.get(connection, name);
    return new EvergreenView(
        set,
        EvergreenTexts.of(connection, set.id()),
        showings.standings(connection, set, now),
        showings.coming(connection, set, now, SHOWN));
  }

  View json() {
    return new View(
        set.name(),
        set.schedule(),
        set.accounts().stream().map(Account::name).map(Object::toString).toList(),
        set.restDays(),
        set.held(),
        texts.stream().map(this::text).toList(),
        coming.stream().map(EvergreenView::next).toList());
  }

  private Text text(EvergreenTexts.Text text) {
    return new Text(
        text.post().number(),
        text.member(),
        text.text(),
        of(text.post()).stream()
            .map(
                each ->
                    new On(
                        each.account().name().toString(),
                        each.lastSaid(),
                        each.restsUntil(),
                        each.waits()))
            .toList());
  }

  /** How a post of it stands with each account. */
  List<Standing> of(PostId post) {
    return standings.stream().filter(each -> each.post().equals(post)).toList();
  }

  private static Next next(Coming coming) {
    Slot slot = coming.slot();
    return new Next(
        coming.account().name().toString(),
        slot.instant(),
        slot.zone().getId(),
        slot.name().nominal(),
        number(coming.textOf()),
        number(coming.post()));
  }

  private static @Nullable Long number(@Nullable PostId post) {
    return post == null ? null : post.number();
  }
}
