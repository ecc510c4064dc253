package dev.belfry.release;

import dev.belfry.publish.Attempt;
import dev.belfry.publish.Known;
import dev.belfry.publish.Publishers;
import dev.belfry.queue.Claim;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the attempt at a claim's next part: its request, with what is known only now filled in. */
final class PrepareAttempts {
  private final Publishers publishers;
  private final InstantSource clock;

  PrepareAttempts(Publishers publishers, InstantSource clock) {
    this.publishers = publishers;
    this.clock = clock;
  }

  /** Empty where every part is live. */
  Optional<Attempt> next(Claim claim) {
    return claim
        .nextPart()
        .map(
            position ->
                new Attempt(
                    claim,
                    position,
                    publishers
                        .renderer(claim.account().network())
                        .complete(
                            claim.account(),
                            claim.bodies().get(position - 1),
                            new Known(
                                claim.delivery(),
                                claim.sent(),
                                clock.instant(),
                                claim.correlation()))));
  }
}
