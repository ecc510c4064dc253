package dev.belfry.audit;

import dev.belfry.audit.RehearsedEvent.RehearsedPart;
import dev.belfry.audit.RehearsedEvent.Repeating;
import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was rehearsed against what was really published, part by part. Pure. */
public final class CompareRehearsal {
  /** A node needs a moment for each post; nobody reads more into it. */
  private static final Duration AS_GOOD_AS_SAME = Duration.ofMinutes(1);

  /** What became of a part. */
  public enum Verdict {
    SAME,
    MOVED,
    REWORDED,
    NOT_PUBLISHED,
    NOT_REHEARSED
  }

  /**
   * What became of a part.
   *
   * @param moved how much later it went out; negative: earlier; null where only one of the two is
   *     there, or within a minute
   * @param reworded whether its text or its media were others
   * @param rehearsed null where it was not
   * @param published null where it was not
   * @param why it was not rehearsed, where the rehearsal knew of it; else null
   */
  public record Compared(
      Verdict verdict,
      @Nullable Duration moved,
      boolean reworded,
      @Nullable RehearsedEvent rehearsed,
      @Nullable RehearsedEvent published,
      @Nullable String why) {

    /** Whichever there is. */
    public RehearsedEvent event() {
      return rehearsed == null ? Objects.requireNonNull(published) : rehearsed;
    }
  }

  private record Key(
      @Nullable PostId post, @Nullable Repeating repeating, AccountName account, int part) {
    static Key of(RehearsedEvent event, int part) {
      PostId post = event.post();
      return new Key(post, post == null ? event.repeating() : null, event.account(), part);
    }
  }

  private final Instant until;
  private final Instant now;

  /**
   * @param until to where it was rehearsed
   * @param now what is due by then, but for the last minute, should be out
   */
  public CompareRehearsal(Instant until, Instant now) {
    this.until = until;
    this.now = now;
  }

  /**
   * Compares them.
   *
   * @param rehearsed what the rehearsal saw, in order
   * @param published what was published since, in order
   * @return what was rehearsed, in that order, then what was not
   */
  public List<Compared> compare(List<RehearsedEvent> rehearsed, List<RehearsedEvent> published) {
    Map<Key, RehearsedEvent> left = new LinkedHashMap<>();
    published.forEach(each -> left.put(key(each), each));
    Map<Key, String> reasons = new HashMap<>();
    List<Compared> compared = new ArrayList<>();
    for (RehearsedEvent each : rehearsed) {
      if (each.sent() == null) {
        reasons.put(
            Key.of(each, 0),
            "the rehearsal saw it %s: %s".formatted(each.event().word(), each.why()));
        continue;
      }
      RehearsedEvent real = left.remove(key(each));
      if (real != null) {
        compared.add(both(each, real));
      } else if (each.at().isBefore(now.minus(AS_GOOD_AS_SAME))) {
        compared.add(new Compared(Verdict.NOT_PUBLISHED, null, false, each, null, null));
      }
    }
    for (RehearsedEvent each : left.values()) {
      if (!each.at().isAfter(until)) {
        compared.add(
            new Compared(
                Verdict.NOT_REHEARSED, null, false, null, each, reasons.get(Key.of(each, 0))));
      }
    }
    return compared;
  }

  private static Key key(RehearsedEvent event) {
    return Key.of(event, Objects.requireNonNull(event.sent()).position());
  }

  private static Compared both(RehearsedEvent rehearsed, RehearsedEvent real) {
    Duration moved = Duration.between(rehearsed.at(), real.at());
    boolean isMoved = moved.abs().compareTo(AS_GOOD_AS_SAME) > 0;
    boolean reworded = !says(rehearsed).equals(says(real));
    Verdict verdict = isMoved ? Verdict.MOVED : reworded ? Verdict.REWORDED : Verdict.SAME;
    return new Compared(verdict, isMoved ? moved : null, reworded, rehearsed, real, null);
  }

  private static RehearsedPart says(RehearsedEvent event) {
    RehearsedPart part = Objects.requireNonNull(event.sent());
    return new RehearsedPart(part.position(), part.text(), part.media(), "");
  }
}
