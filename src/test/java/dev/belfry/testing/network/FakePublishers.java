package dev.belfry.testing.network;

import dev.belfry.networks.Networks;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.Renderer;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/**
 * Renders as Belfry does, and sends what is for live accounts, of whichever network, to a {@link
 * FakeNetwork}. Thread-safe.
 */
public final class FakePublishers implements Publishers {
  private final Networks networks = new Networks();
  private final Publisher live;

  /**
   * @param url the fake network's
   * @param guarantee the fake network's
   */
  public FakePublishers(String url, Guarantee guarantee) {
    this.live =
        new FakePublisher(
            BaseUrl.parse("the fake network", url), guarantee, InstantSource.system());
  }

  @Override
  public Renderer renderer(Network network) {
    return networks.renderer(network);
  }

  @Override
  public Publisher publisher(AccountName account) {
    return account.dryRun() ? networks.dryRun() : live;
  }

  @Override
  public PostUrls urls(AccountName account) {
    return networks.urls(account);
  }

  @Override
  public Publisher dryRun() {
    return networks.dryRun();
  }

  @Override
  public Set<Network> live() {
    return EnumSet.allOf(Network.class);
  }
}
