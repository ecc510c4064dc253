package dev.belfry.release;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a node does each time that its metronome strikes. */
public interface Pass {

  /**
   * Does everything that is due.
   *
   * @param stopping asked between runs; true ends the pass, with nothing left half-done
   */
  void pass(BooleanSupplier stopping);

  /** When there is something to do next; in the past where there is already. */
  Optional<Instant> nextDue();

  /** Whether anything is due now, be it in another node's hands. */
  boolean isDue();
}
