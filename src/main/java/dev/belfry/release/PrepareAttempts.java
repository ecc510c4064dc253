package dev.belfry.release;

import dev.belfry.publish.Attempt;
import dev.belfry.publish.Known;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.Renderer;
import dev.belfry.queue.Claim;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Makes the attempt at a claim's next part: its request, with what is known only now filled in. */
final class PrepareAttempts {
  private final Publishers publishers;
  private final InstantSource clock;

  PrepareAttempts(Publishers publishers, InstantSource clock) {
    this.publishers = publishers;
    this.clock = clock;
  }

  /**
   * What the network must tell before the claim's next part can leave.
   *
   * @param found what it has told already
   */
  Set<String> lacks(Claim claim, Map<String, String> found) {
    Set<String> lacks = new HashSet<>(lacks(claim));
    lacks.removeAll(found.keySet());
    return lacks;
  }

  /** The same, where it has told nothing yet; a dry-run account has no network to ask. */
  Set<String> lacks(Claim claim) {
    return claim.account().dryRun()
        ? Set.of()
        : renderer(claim).lacks(claim.bodies(), claim.nextPart().orElseThrow());
  }

  /**
   * The attempt.
   *
   * @param claim with a part that is not live yet
   */
  Attempt attempt(Claim claim, Map<String, String> found) {
    Known known =
        new Known(claim.delivery(), claim.sent(), clock.instant(), claim.correlation(), found);
    return new Attempt(
        claim, known.position(), renderer(claim).complete(claim.account(), claim.bodies(), known));
  }

  private Renderer renderer(Claim claim) {
    return publishers.renderer(claim.account().network());
  }
}
