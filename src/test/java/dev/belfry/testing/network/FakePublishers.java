package dev.belfry.testing.network;

import static java.util.Objects.requireNonNull;

import dev.belfry.networks.Networks;
import dev.belfry.networks.bluesky.BlueskyRenderer;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.Renderer;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renders as Belfry does, and sends what is for live accounts to a {@link FakeNetwork}: one for
 * all, or one for each network. Thread-safe.
 */
public final class FakePublishers implements Publishers {
  private final Networks networks = new Networks();
  private final Renderer bluesky = new BlueskyRenderer(/* mostParts= */ 1);
  private final Map<Network, Publisher> live = new EnumMap<>(Network.class);

  /**
   * All three networks are one.
   *
   * @param url the fake network's
   * @param guarantee the fake network's
   */
  public FakePublishers(String url, Guarantee guarantee) {
    this(
        Stream.of(Network.values())
            .collect(Collectors.toMap(each -> each, each -> new Place(url, guarantee))));
  }

  /** Where a fake network is, and what it promises. */
  public record Place(String url, Guarantee guarantee) {}

  FakePublishers(Map<Network, Place> places) {
    places.forEach(
        (network, place) ->
            live.put(
                network,
                new FakePublisher(
                    BaseUrl.parse("the fake network", place.url()),
                    place.guarantee(),
                    InstantSource.system())));
  }

  @Override
  public Renderer renderer(Network network) {
    // The fake network takes one post at a time.
    return network == Network.BLUESKY ? bluesky : networks.renderer(network);
  }

  @Override
  public Publisher publisher(AccountName account) {
    return account.dryRun() ? networks.dryRun() : requireNonNull(live.get(account.network()));
  }

  @Override
  public PostUrls urls(AccountName account) {
    return networks.urls(account);
  }

  @Override
  public LogIn logIn(Network network) {
    throw new UnsupportedOperationException("everybody is let in here");
  }

  @Override
  public Publisher dryRun() {
    return networks.dryRun();
  }

  @Override
  public Set<Network> live() {
    return Set.copyOf(live.keySet());
  }
}
