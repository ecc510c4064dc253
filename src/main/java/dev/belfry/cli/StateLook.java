package dev.belfry.cli;

import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Styled;
import dev.belfry.post.DeliveryState;

/** How the word for a state is painted: red and yellow want a person. */
final class StateLook {
  private StateLook() {}

  static Styled of(DeliveryState state) {
    return new Styled(state.word(), look(state));
  }

  private static Look look(DeliveryState state) {
    return switch (state) {
      case PUBLISHED -> Look.GOOD;
      case FAILED, UNCONFIRMED -> Look.BAD;
      case HELD, SKIPPED -> Look.WARNING;
      case DRAFT, SCHEDULED, CLAIMED, CANCELLED, RETRACTED -> Look.PLAIN;
    };
  }
}
