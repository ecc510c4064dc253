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
    LocalDate day = rests.day(at);
    if (day.equals(exhausted)) {
      return Optional.empty();
    }
    Optional<Wording> next =
        wordings.stream()
            .filter(wording -> !rests.isResting(wording.says(), at, null))
            .min(
                comparing((Wording wording) -> ofMember.get(wording.member()), NEVER_FIRST)
                    .thenComparingInt(Wording::member)
                    .thenComparing(wording -> ofWording.get(wording.post()), NEVER_FIRST)
                    .thenComparing(comparingInt(Wording::turn)));
    if (next.isEmpty()) {
      // What is shown meanwhile lets none of them be shown: a busy schedule asks for each slot.
      exhausted = day;
    }
    return next;
  }

  /** Notes that it is shown. */
  public void show(Wording wording, Instant at) {
    note(wording, at);
    wording.says().forEach(text -> rests.add(new Said(wording.post(), text, at, false)));
  }
}
