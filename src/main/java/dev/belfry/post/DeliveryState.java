package dev.belfry.post;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a delivery stands. The table of what may follow what is {@link #next()}; the picture of it
 * is in {@code docs/architecture.md}, and a test holds the two together.
 */
public enum DeliveryState {
  /** Written for an account, without a time. */
  DRAFT,
  /** Waiting for its instant. */
  SCHEDULED,
  /** In the hands of a node. */
  CLAIMED,
  /** Every part is live. */
  PUBLISHED,
  /** The network refused for good. */
  FAILED,
  /** It may or may not be live: never sent again blindly. */
  UNCONFIRMED,
  /** Stopped: by a person, as too late, as too dear, or since Belfry can't make its request. */
  HELD,
  /** Due too late and set to skip. */
  SKIPPED,
  /** Taken out of the queue for good. */
  CANCELLED,
  /** Everything of it that was live was taken back. */
  RETRACTED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The states that may follow this one. */
  public Set<DeliveryState> next() {
    return switch (this) {
      case DRAFT -> EnumSet.of(SCHEDULED, CANCELLED);
      case SCHEDULED -> EnumSet.of(CLAIMED, PUBLISHED, DRAFT, HELD, SKIPPED, CANCELLED);
      case CLAIMED -> EnumSet.of(PUBLISHED, SCHEDULED, FAILED, UNCONFIRMED, HELD);
      case UNCONFIRMED -> EnumSet.of(PUBLISHED, SCHEDULED, FAILED);
      case HELD -> EnumSet.of(SCHEDULED, DRAFT, CANCELLED);
      case FAILED -> EnumSet.of(SCHEDULED, PUBLISHED, CANCELLED);
      case SKIPPED -> EnumSet.of(SCHEDULED, CANCELLED);
      case PUBLISHED, CANCELLED -> EnumSet.of(RETRACTED);
      case RETRACTED -> EnumSet.noneOf(DeliveryState.class);
    };
  }

  /** Whether the delivery is in the queue: waiting, claimed, held or in doubt. */
  public boolean isWaiting() {
    return this == SCHEDULED || this == CLAIMED || this == HELD || this == UNCONFIRMED;
  }

  /** The word for it in the database, in JSON and on the command line. */
  public String word() {
    return word;
  }

  public static Optional<DeliveryState> of(String word) {
    return Stream.of(values()).filter(s -> s.word().equalsIgnoreCase(word)).findFirst();
  }
}
