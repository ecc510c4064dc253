package dev.belfry.cli;

import dev.belfry.account.Vault;
import dev.belfry.release.Pass;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A pass before which the node offers the database the log-ins that it has in hand and could not
 * record: each node its own, for no other has them.
 */
record OfferLogIns(Vault vault, Pass pass) implements Pass {
  @Override
  public void warmUp() {
    pass.warmUp();
  }

  @Override
  public void pass(BooleanSupplier stopping, Consumer<Instant> wake) {
    vault.offerInHand();
    pass.pass(stopping, wake);
  }

  @Override
  public void finish() {
    pass.finish();
  }

  @Override
  public Optional<Instant> nextDue() {
    return pass.nextDue();
  }

  @Override
  public boolean isDue() {
    return pass.isDue();
  }
}
