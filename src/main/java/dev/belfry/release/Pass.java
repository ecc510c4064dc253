package dev.belfry.release;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a node does each time that its metronome strikes. */
public interface Pass {

  /**
   * Makes the first pass as quick as the others, for who waits for something to come due; changes
   * nothing.
   */
  default void warmUp() {}

  /**
   * Begins everything that is due. What takes long goes on in threads of its own after the return.
   *
   * @param stopping asked between runs; true ends the pass, with nothing left half-done
   * @param wake told when there is something to do next, each time that something which went on
   *     after the return is over; called on any thread
   */
  void pass(BooleanSupplier stopping, Consumer<Instant> wake);

  /** Waits until everything that passes began is over. */
  void finish();

  /** When there is something to do next; in the past where there is already. */
  Optional<Instant> nextDue();

  /** Whether anything is due now, be it in another node's hands. */
  boolean isDue();
}
