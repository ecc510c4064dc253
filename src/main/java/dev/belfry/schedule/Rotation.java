package dev.belfry.schedule;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dev.belfry.post.PostId;
import dev.belfry.schedule.Rests.Said;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the texts of an evergreen set an account is shown next: the member that was shown
 * longest ago, and of that the wording that was, as far as they have rested. What was never shown
 * comes first, in the order of the set. Not thread-safe.
 */
public final class Rotation {

  /**
   * One wording of a member.
   *
   * @param post the one whose words it has
   * @param member from 1, in the order of the set
   * @param turn from 1, in the order of the member
   * @param says the text of each part
   */
  public record Wording(PostId post, int member, int turn, Set<String> says) {}

  private static final Comparator<@Nullable Instant> NEVER_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private final List<Wording> wordings;
  private final Rests rests;
  private final Map<PostId, Instant> ofWording = new HashMap<>();
  private final Map<Integer, Instant> ofMember = new HashMap<>();
  private @Nullable LocalDate exhausted;

  /**
   * @param wordings all of the set
   * @param turns when a post was made of each last, whatever became of it
   * @param rests what the account says; what is shown is noted there, too
   */
  public Rotation(List<Wording> wordings, Map<PostId, Instant> turns, Rests rests) {
    this.wordings = List.copyOf(wordings);
    this.rests = rests;
    for (Wording wording : wordings) {
      Optional.ofNullable(turns.get(wording.post())).ifPresent(at -> note(wording, at));
      rests.last(wording.says()).ifPresent(said -> note(wording, said.at()));
    }
  }

  private void note(Wording wording, Instant at) {
    ofWording.merge(wording.post(), at, Rotation::later);
    ofMember.merge(wording.member(), at, Rotation::later);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The next at that time; empty where every text rests. Until it is shown, it stays the next. */
  public Optional<Wording> next(Instant at) {
    return next(at, at);
  }

  /**
   * The next of what is shown late: it would have been shown in time, and may be shown now.
   *
   * @param due when it would have been
   */
  Optional<Wording> next(Instant due, Instant now) {
    LocalDate day = rests.day(now);
    if (day.equals(exhausted)) {
      return Optional.empty();
    }
    List<Wording> rested =
        wordings.stream().filter(each -> !rests.isResting(each.says(), now, null)).toList();
    if (rested.isEmpty()) {
      // What is shown meanwhile lets none of them be shown: a busy schedule asks for each slot.
      exhausted = day;
    }
    return rested.stream()
        .filter(each -> !rests.isResting(each.says(), due, null))
        .min(
            comparing((Wording wording) -> ofMember.get(wording.member()), NEVER_FIRST)
                .thenComparingInt(Wording::member)
                .thenComparing(wording -> ofWording.get(wording.post()), NEVER_FIRST)
                .thenComparing(comparingInt(Wording::turn)));
  }

  /** Notes that it is shown. */
  public void show(Wording wording, Instant at) {
    note(wording, at);
    wording.says().forEach(text -> rests.add(new Said(wording.post(), text, at, false)));
  }
}
