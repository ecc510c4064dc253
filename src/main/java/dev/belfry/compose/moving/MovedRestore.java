package dev.belfry.compose.moving;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node found that had sent more than the database knew of, which came from a backup.
 *
 * @param sentUntil what was due by then may be live
 * @param resumed when somebody let it go on after that; null: nobody has yet
 * @param by who did; null where nobody has
 * @param deliveries what was sent and is not known there; where it goes on, what is kept from going
 *     out again until somebody says that it is not live
 */
public record MovedRestore(
    String node,
    Instant sentUntil,
    @Nullable Instant resumed,
    @Nullable String by,
    List<Sent> deliveries)
    implements HouseLine {

  /** A delivery, by its post and its account. */
  public record Sent(long post, String account) {
    public Sent {
      Absent.refuse("account", account);
    }
  }

  public MovedRestore {
    Absent.refuse("node", node);
    Absent.refuse("sentUntil", sentUntil);
    if ((resumed == null) != (by == null)) {
      throw new IllegalArgumentException("\"resumed\" and \"by\" go together");
    }
    deliveries = Absent.toEmpty(deliveries);
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}
