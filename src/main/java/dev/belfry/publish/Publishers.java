package dev.belfry.publish;

import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who renders for an account and who sends for it. */
public interface Publishers {

  /** The renderer of a network; the same for a live account and for a dry-run one. */
  Renderer renderer(Network network);

  /**
   * Who sends for the account.
   *
   * @throws IllegalArgumentException for a live account of a network that is not {@link #live}
   */
  Publisher publisher(AccountName account);

  /** Who reads the addresses of the account's posts. */
  PostUrls urls(AccountName account);

  /** Who looks up what the network's posts are richer with. */
  default LookUp lookUp(Network network) {
    return LookUp.NONE;
  }

  /** Who asks where links lead. */
  default AskLinks links() {
    return AskLinks.NONE;
  }

  /** Who gets credentials from the network. */
  LogIn logIn(Network network);

  /**
   * Who asks an account's server for its limits; empty where all of the network's have the same.
   */
  default Optional<AskLimits> limits(Network network) {
    return Optional.empty();
  }

  /** How much the network takes in how long; empty where it does not say. */
  default List<WriteLimit> writeLimits(Network network) {
    return List.of();
  }

  /** Who stands in for every network: it sends nothing. */
  Publisher dryRun();

  /** The networks that can be published to from here. */
  Set<Network> live();
}
