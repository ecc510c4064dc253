package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.compose.BilledPart;
import dev.belfry.compose.XPrices;
import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.publish.Caveats;
import dev.belfry.publish.Findings;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.RenderedPart;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A post as an account's network will get it.
 *
 * @param account null where the post has none and the network is shown all the same
 * @param presentation what the network knows of how it is to appear
 * @param caveats what a person may be surprised by, in sentences
 */
record Preview(
    @Nullable AccountName account,
    Network network,
    Presentation presentation,
    List<String> caveats,
    List<RenderedPart> parts) {

  /** As the account's network will get it. */
  static Preview of(Publishers publishers, Account account, Post post, Findings findings) {
    return of(publishers, account.name(), account, post, findings);
  }

  /** As the network would get it from anybody. */
  static Preview of(Publishers publishers, Network network, Post post, Findings findings) {
    return of(publishers, null, anybody(network), post, findings);
  }

  /** Stands for whoever might have an account on the network. */
  static Account anybody(Network network) {
    AccountName name = new AccountName(/* dryRun= */ true, network, "(account)", /* host= */ null);
    return new Account(0, name, AccountSettings.DEFAULT);
  }

  private static Preview of(
      Publishers publishers,
      @Nullable AccountName shown,
      Account account,
      Post post,
      Findings findings) {
    Network network = account.network();
    return new Preview(
        shown,
        network,
        post.presentation().on(network),
        Caveats.of(post, network),
        publishers.renderer(network).render(account, post, findings.of(account)));
  }

  /** What it will cost; empty where its network charges nothing. */
  Optional<Dollars> cost(XPrices prices) {
    return parts.stream().flatMap(part -> cost(prices, part).stream()).reduce(Dollars::plus);
  }

  /** What one of its parts will cost; empty where its network charges nothing. */
  Optional<Dollars> cost(XPrices prices, RenderedPart part) {
    return network == Network.X
        ? Optional.of(prices.of(BilledPart.of(part.part())))
        : Optional.empty();
  }

  /** What stands on its cards: {@code @me on X}. */
  String title() {
    if (account == null) {
      return network.title();
    }
    String dryRun = account.dryRun() ? " (dry-run)" : "";
    return "@%s on %s%s".formatted(account.address(), network.title(), dryRun);
  }
}
