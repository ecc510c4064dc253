package dev.belfry.queue;

import static java.util.stream.Collectors.toMap;

import dev.belfry.account.Account;
import dev.belfry.compose.checks.TextDigest;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.EvergreenSet.Place;
import dev.belfry.queue.MakeShowings.Coming;
import dev.belfry.queue.MakeShowings.Standing;
import dev.belfry.queue.Showings.Made;
import dev.belfry.queue.Showings.Showing;
import dev.belfry.schedule.FillSlots;
import dev.belfry.schedule.FillSlots.Filled;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.Planned;
import dev.belfry.schedule.Rests;
import dev.belfry.schedule.Rests.Said;
import dev.belfry.schedule.Rotation;
import dev.belfry.schedule.Rotation.Wording;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.Slot;
import dev.belfry.schedule.SlotsOf;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An evergreen set on one of its accounts. Not thread-safe. */
final class ShowOnAccount {
  /** Near enough that what is new finds its slot free, far enough that the queue shows it. */
  static final Duration AHEAD = Duration.ofDays(1);

  /** As far as anybody looks ahead. */
  private static final Duration IN_SIGHT = Duration.ofDays(400);

  /** So that what is changed looks no farther back, and not each look is written down. */
  private static final Duration NOTED_EVERY = Duration.ofHours(1);

  /** No two zones show the same time farther apart. */
  private static final Duration ZONES_APART = Duration.ofDays(2);

  private final Connection connection;
  private final EvergreenSet set;
  private final Place place;
  private final Account account;
  private final Instant now;
  private final List<Schedule> schedules;
  private final @Nullable Schedule schedule;

  ShowOnAccount(Connection connection, Schedules stored, EvergreenSet set, Place place, Instant now)
      throws SQLException {
    this.connection = connection;
    this.set = set;
    this.place = place;
    this.account = place.account();
    this.now = now;
    this.schedules = stored.of(connection, account);
    this.schedule =
        schedules.stream()
            .filter(each -> each.name().equals(set.schedule()))
            .findAny()
            .orElse(null);
  }

  /** Whether a slot has gone by since it was noted which are over. */
  boolean isPast() {
    if (place.reached().plus(NOTED_EVERY).isBefore(now)) {
      return true;
    }
    SlotsOf slots = schedule == null ? null : SlotsOf.after(schedule, place.reached());
    return slots != null && slots.hasNext() && !slots.next().instant().isAfter(now);
  }

  /**
   * Takes out what has to give way, and fills the slots up to a day ahead.
   *
   * @return how many were filled
   */
  int make() throws SQLException {
    takeOut();
    if (schedule == null) {
      return 0;
    }
    Instant until = now.plus(AHEAD);
    FillSlots fill = new FillSlots(schedule, planned(), over());
    if (!fill.isAny(place.reached(), until)) {
      return 0;
    }
    List<Filled> filled =
        fill.fill(rotation(schedule), place.reached(), until, now, Integer.MAX_VALUE).stream()
            .filter(each -> each.wording() != null)
            .toList();
    save(filled);
    return filled.size();
  }

  /** What gives way to something else, and what would say again what was said meanwhile. */
  private void takeOut() throws SQLException {
    List<Showing> showings =
        Showings.lockWaiting(connection, account.id(), Instant.EPOCH).stream()
            .filter(each -> each.set() == set.id())
            .toList();
    if (showings.isEmpty()) {
      return;
    }
    Set<Showing> out = new HashSet<>(displaced(showings));
    if (schedule != null) {
      out.addAll(repeating(schedule, showings));
    }
    int unused =
        Showings.withdraw(
            connection, showings.stream().filter(out::contains).toList(), set.createdBy());
  }

  /** What is due keeps its place, whatever has become of the slot. */
  private List<Showing> displaced(List<Showing> showings) throws SQLException {
    List<Showing> coming = showings.stream().filter(each -> each.at().isAfter(now)).toList();
    List<Long> deliveries = coming.stream().map(Showing::delivery).toList();
    return GiveWay.displaced(
        coming, schedules, Bookings.planned(connection, account.id(), now, deliveries));
  }

  private List<Showing> repeating(Schedule by, List<Showing> showings) throws SQLException {
    List<Wording> wordings = wordings();
    Map<PostId, Set<String>> says = wordings.stream().collect(toMap(Wording::post, Wording::says));
    Rests rests = rests(by, wordings);
    List<Showing> repeating = new ArrayList<>();
    for (Showing showing : showings) {
      Instant at = showing.at().isBefore(now) ? now : showing.at();
      Set<String> texts = says.get(showing.textOf());
      if (texts == null || rests.isResting(texts, at, showing.post())) {
        repeating.add(showing);
      }
    }
    return repeating;
  }

  private Planned planned() throws SQLException {
    Instant from = place.reached().isBefore(now) ? place.reached() : now;
    return Bookings.planned(connection, account.id(), from, List.of());
  }

  /** The slots that were filled, also where another zone has given their times other moments. */
  private Set<LocalDateTime> over() throws SQLException {
    Instant after = place.reached().minus(ZONES_APART);
    return Showings.made(connection, set.id(), account.id(), after).stream()
        .map(Made::nominal)
        .collect(Collectors.toSet());
  }

  private List<Wording> wordings() throws SQLException {
    return EvergreenTexts.wordings(connection, set.id(), account);
  }

  private Rests rests(Schedule by, List<Wording> wordings) throws SQLException {
    List<Said> said = new ArrayList<>(SaidTexts.of(connection, account, set.restDays(), now));
    said.addAll(EvergreenTexts.elsewhere(connection, set.id(), account, wordings));
    return new Rests(set.restDays(), by.zone(), said);
  }

  private Rotation rotation(Schedule by) throws SQLException {
    List<Wording> wordings = wordings();
    return new Rotation(
        wordings, Showings.turns(connection, set.id(), account.id()), rests(by, wordings));
  }

  private void save(List<Filled> filled) throws SQLException {
    if (filled.isEmpty()) {
      return;
    }
    List<NewPost> posts = new ArrayList<>();
    for (Filled each : filled) {
      posts.add(post(each));
    }
    List<SavedPost> saved = SavePosts.save(connection, posts, set.createdBy());
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < filled.size(); i++) {
      Slot slot = filled.get(i).slot();
      made.add(
          new Made(
              slot.name().nominal(),
              slot.instant(),
              textOf(filled.get(i)).orElseThrow(),
              saved.get(i).id()));
    }
    Showings.insert(connection, set.id(), account.id(), made);
  }

  private static Optional<PostId> textOf(Filled filled) {
    return Optional.ofNullable(filled.wording()).map(Wording::post);
  }

  private NewPost post(Filled filled) throws SQLException {
    PostId of = textOf(filled).orElseThrow();
    Post wording = ReadPost.wording(connection, of);
    List<NewPlan> plans =
        EvergreenTexts.plans(connection, set.id(), of).stream()
            .filter(plan -> plan.account() == account.id())
            .map(
                plan ->
                    new NewPlan(
                        plan.account(),
                        Moment.in(filled.slot(), /* any= */ false),
                        plan.bodies(),
                        plan.rules(),
                        TextDigest.of(wording, account.name())))
            .toList();
    return new NewPost(null, RewordCopies.copy(wording), plans);
  }

  /**
   * The next slots that are the set's to fill: what is made for them, or would be, and where every
   * text rests.
   */
  List<Coming> coming(int most) throws SQLException {
    if (schedule == null) {
      return List.of();
    }
    Map<LocalDateTime, Made> waiting =
        Showings.waiting(connection, set.id(), account.id(), now).stream()
            .collect(toMap(Made::nominal, Function.identity()));
    List<Coming> coming = new ArrayList<>();
    for (Made each : waiting.values()) {
      Slot slot = SlotsOf.at(schedule, each.nominal()).orElse(null);
      if (slot != null && slot.instant().isAfter(now)) {
        coming.add(new Coming(account, slot, each.textOf(), each.post()));
      }
    }
    if (set.held() == null) {
      new FillSlots(schedule, planned(), over())
          .fill(rotation(schedule), now, now.plus(IN_SIGHT), now, most)
          .forEach(
              each ->
                  coming.add(new Coming(account, each.slot(), textOf(each).orElse(null), null)));
    }
    coming.sort((one, other) -> one.slot().instant().compareTo(other.slot().instant()));
    return coming.subList(0, Math.min(most, coming.size()));
  }

  /** How each text stands there now; empty where the schedule is not for the account any more. */
  List<Standing> standings() throws SQLException {
    if (schedule == null) {
      return List.of();
    }
    List<Wording> wordings = wordings();
    Rests rests = rests(schedule, wordings);
    return wordings.stream().map(wording -> standing(wording, rests)).toList();
  }

  private Standing standing(Wording wording, Rests rests) {
    Optional<LocalDate> over = rests.over(wording.says(), now);
    boolean isResting = rests.isResting(wording.says(), now, null);
    return new Standing(
        account,
        wording.post(),
        rests.lastBy(wording.says(), now).map(Said::at).orElse(null),
        isResting ? over.orElse(null) : null,
        over.isEmpty());
  }
}
