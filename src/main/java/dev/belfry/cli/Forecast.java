package dev.belfry.cli;

import dev.belfry.compose.BilledPart;
import dev.belfry.compose.XPrices;
import dev.belfry.post.Dollars;
import dev.belfry.post.Network;
import dev.belfry.post.Post;

/** What a post will cost on X, the one network that charges for what Belfry does. */
final class Forecast {
  private Forecast() {}

  /** What all of it costs there. */
  static Dollars onX(XPrices prices, Post post) {
    return prices.of(post.parts().stream().map(part -> BilledPart.of(part.on(Network.X))).toList());
  }

  /** {@code about $0.43 on X by the prices of 2026-11-25}. */
  static String words(XPrices prices, Dollars cost) {
    return "about %s on X by the prices of %s".formatted(cost, prices.date());
  }
}
