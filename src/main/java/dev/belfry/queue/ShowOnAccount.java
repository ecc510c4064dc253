package dev.belfry.queue;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.belfry.account.Account;
import dev.belfry.compose.checks.TextDigest;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.EvergreenSet.Place;
import dev.belfry.queue.Showings.Made;
import dev.belfry.queue.UntouchedShowings.Showing;
import dev.belfry.schedule.FillSlots;
import dev.belfry.schedule.FillSlots.Filled;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.Rests;
import dev.belfry.schedule.Rotation.Wording;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.Slot;
import dev.belfry.schedule.SlotsOf;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what an evergreen set shows on one of its accounts. Not thread-safe. */
final class ShowOnAccount {
  /** Near enough that what is new finds its slot free, far enough that the queue shows it. */
  static final Duration AHEAD = Duration.ofDays(1);

  /** So that what is changed looks no farther back, and not each look is written down. */
  private static final Duration NOTED_EVERY = Duration.ofHours(1);

  /** What is shown in a slot, as a post that is to be saved. */
  private record Chosen(Filled filled, NewPost post) {
    /** Whether nobody is just queueing the same, and nobody will until the transaction is over. */
    boolean tryLock(Connection connection) throws SQLException {
      for (NewPlan plan : post.plans()) {
        @Nullable Long digest = plan.digest();
        if (digest != null && !SameTexts.tryLock(connection, digest)) {
          return false;
        }
      }
      return true;
    }

    Made made(PostId saved) {
      Slot slot = filled.slot();
      return new Made(slot.name().nominal(), slot.instant(), filled.textOf().orElseThrow(), saved);
    }
  }

  private final SetOnAccount there;
  private final Connection connection;
  private final EvergreenSet set;
  private final Place place;
  private final Account account;
  private final Instant now;
  private final @Nullable Schedule schedule;

  ShowOnAccount(SetOnAccount there) {
    this.there = there;
    this.connection = there.connection();
    this.set = there.set();
    this.place = there.place();
    this.account = there.account();
    this.now = there.now();
    this.schedule = there.schedule();
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
    FillSlots fill = there.slots(schedule);
    if (!fill.isAny(place.reached(), until)) {
      return 0;
    }
    List<Filled> filled =
        fill.fill(there.rotation(schedule), place.reached(), until, now, Integer.MAX_VALUE).stream()
            .filter(each -> each.wording() != null)
            .toList();
    return filled.isEmpty() ? 0 : save(schedule, filled);
  }

  /** What gives way to something else, and what would say again what was said meanwhile. */
  private void takeOut() throws SQLException {
    List<Showing> showings = UntouchedShowings.lock(connection, set, account);
    if (showings.isEmpty()) {
      return;
    }
    Set<Showing> out = new HashSet<>(displaced(showings));
    if (schedule != null) {
      out.addAll(repeating(schedule, showings));
    }
    Set<PostId> unused =
        UntouchedShowings.withdraw(
            connection, showings.stream().filter(out::contains).toList(), set.createdBy());
  }

  /** What is due keeps its place, whatever has become of the slot. */
  private List<Showing> displaced(List<Showing> showings) throws SQLException {
    List<Showing> coming = showings.stream().filter(each -> each.at().isAfter(now)).toList();
    List<Long> deliveries = coming.stream().map(Showing::delivery).toList();
    return GiveWay.displaced(
        coming, there.schedules(), Bookings.planned(connection, account.id(), now, deliveries));
  }

  private List<Showing> repeating(Schedule by, List<Showing> showings) throws SQLException {
    List<Wording> wordings = there.wordings();
    Map<PostId, Set<String>> says = wordings.stream().collect(toMap(Wording::post, Wording::says));
    Rests rests = there.rests(by, wordings);
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

  /**
   * What somebody is just queueing themselves is left to the next look, which sees whether they
   * did; and what they did since this one began counts.
   */
  private int save(Schedule by, List<Filled> filled) throws SQLException {
    List<Chosen> chosen = new ArrayList<>();
    for (Filled each : filled) {
      Chosen showing = new Chosen(each, post(each));
      if (showing.tryLock(connection)) {
        chosen.add(showing);
      }
    }
    Rests rests = there.rests(by, there.wordings());
    chosen.removeIf(each -> isResting(rests, each.filled()));
    List<SavedPost> saved =
        SavePosts.save(connection, chosen.stream().map(Chosen::post).toList(), set.createdBy());
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      made.add(chosen.get(i).made(saved.get(i).id()));
    }
    Showings.insert(connection, set.id(), account.id(), made);
    return made.size();
  }

  private boolean isResting(Rests rests, Filled filled) {
    Set<String> says = requireNonNull(filled.wording()).says();
    Instant due = filled.slot().instant();
    return rests.isResting(says, due, null)
        || (due.isBefore(now) && rests.isResting(says, now, null));
  }

  private NewPost post(Filled filled) throws SQLException {
    PostId of = filled.textOf().orElseThrow();
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
}
