package dev.belfry.compose.moving;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where a post stands, besides what it says.
 *
 * @param post its number
 * @param by who wrote it
 * @param digest of what it says: the requests are those of these words and no others
 * @param from what it was called in the databases that it was in before
 */
public record MovedPost(
    long post,
    Instant created,
    String by,
    String digest,
    List<Origin> from,
    List<MovedDelivery> deliveries) {

  /** A post of another database. */
  public record Origin(UUID belfry, long post) {
    public Origin {
      Absent.refuse("belfry", belfry);
    }
  }

  public MovedPost {
    Absent.refuse("created", created);
    Absent.refuse("by", by);
    Absent.refuse("digest", digest);
    if (post < 1) {
      throw new IllegalArgumentException("\"post\" is 1 or more");
    }
    from = Absent.toEmpty(from);
    deliveries = Absent.toEmpty(deliveries);
  }

  /** About how much it takes, in characters. */
  public long length() {
    return deliveries.stream().mapToLong(MovedDelivery::length).sum();
  }
}
