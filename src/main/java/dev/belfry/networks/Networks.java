package dev.belfry.networks;

import dev.belfry.account.Credentials;
import dev.belfry.networks.bluesky.BlueskyLogIn;
import dev.belfry.networks.bluesky.BlueskyLookUp;
import dev.belfry.networks.bluesky.BlueskyPublisher;
import dev.belfry.networks.bluesky.BlueskyRenderer;
import dev.belfry.networks.bluesky.BlueskyUrls;
import dev.belfry.networks.bluesky.BlueskyWriteLimits;
import dev.belfry.networks.dryrun.DryRun;
import dev.belfry.networks.mastodon.MastodonLimits;
import dev.belfry.networks.mastodon.MastodonLogIn;
import dev.belfry.networks.mastodon.MastodonPublisher;
import dev.belfry.networks.mastodon.MastodonRenderer;
import dev.belfry.networks.mastodon.MastodonUrls;
import dev.belfry.networks.mastodon.MastodonWriteLimits;
import dev.belfry.networks.page.LookAtLinks;
import dev.belfry.networks.x.XLogIn;
import dev.belfry.networks.x.XPublisher;
import dev.belfry.networks.x.XRenderer;
import dev.belfry.networks.x.XUrls;
import dev.belfry.networks.x.XWriteLimits;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.publish.AskLimits;
import dev.belfry.publish.AskLinks;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.LookUp;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.Renderer;
import dev.belfry.publish.WriteLimit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every network's renderer, and who sends for which account. Posts for a network that is not
 * connected are rendered, previewed and rehearsed, and stay in the queue.
 */
public final class Networks implements Publishers {
  private final Map<Network, Renderer> renderers = new EnumMap<>(Network.class);
  private final Map<Network, LogIn> logIns = new EnumMap<>(Network.class);
  private final Map<Network, Publisher> live = new EnumMap<>(Network.class);
  private final Map<Network, LookUp> lookUps;
  private final AskLinks links;
  private final DryRun dryRun = new DryRun();
  private final AskLimits mastodonLimits;
  private final PostUrls mastodonUrls;

  /** Without anything to send with, or to look up: no account is logged in. */
  public Networks() {
    this(
        new NetworkTools(
            Credentials.NONE,
            sha256 -> {
              throw new IllegalStateException("no media " + sha256);
            },
            InstantSource.fixed(Instant.EPOCH)),
        Map.of(),
        AskLinks.NONE);
  }

  /**
   * @param tools what adapters work with; not used before something is sent
   */
  public Networks(NetworkTools tools) {
    this(
        tools,
        Map.of(Network.BLUESKY, new BlueskyLookUp(tools.credentials(), tools.clock())),
        new LookAtLinks(tools.clock()));
  }

  private Networks(NetworkTools tools, Map<Network, LookUp> lookUps, AskLinks links) {
    this.lookUps = lookUps;
    this.links = links;
    renderers.put(Network.X, new XRenderer());
    renderers.put(Network.BLUESKY, new BlueskyRenderer(BlueskyRenderer.MOST_WRITES));
    renderers.put(Network.MASTODON, new MastodonRenderer());
    connect(
        Network.X,
        new XLogIn(tools.clock()),
        new XPublisher(tools.credentials(), tools.media(), tools.clock()));
    LogIn bluesky = new BlueskyLogIn(tools.clock());
    connect(
        Network.BLUESKY,
        bluesky,
        new BlueskyPublisher(tools.credentials(), tools.media(), tools.clock(), bluesky));
    MastodonLogIn mastodon = new MastodonLogIn(tools.clock());
    connect(
        Network.MASTODON,
        mastodon,
        new MastodonPublisher(tools.credentials(), tools.media(), tools.clock(), mastodon));
    mastodonLimits = new MastodonLimits(tools.credentials(), tools.clock());
    mastodonUrls = new MastodonUrls(tools.credentials());
  }

  private void connect(Network network, LogIn logIn, Publisher publisher) {
    logIns.put(network, logIn);
    live.put(network, publisher);
  }

  @Override
  public Renderer renderer(Network network) {
    Renderer renderer = renderers.get(network);
    if (renderer == null) {
      throw new IllegalArgumentException("no renderer for " + network);
    }
    return renderer;
  }

  @Override
  public Publisher publisher(AccountName account) {
    Publisher publisher = account.dryRun() ? dryRun : live.get(account.network());
    if (publisher == null) {
      throw new IllegalArgumentException(account + " is live, and its network is not connected");
    }
    return publisher;
  }

  @Override
  public PostUrls urls(AccountName account) {
    if (account.dryRun()) {
      return dryRun;
    }
    return switch (account.network()) {
      case X -> new XUrls();
      case BLUESKY -> new BlueskyUrls();
      case MASTODON -> mastodonUrls;
    };
  }

  @Override
  public LookUp lookUp(Network network) {
    return lookUps.getOrDefault(network, LookUp.NONE);
  }

  @Override
  public AskLinks links() {
    return links;
  }

  @Override
  public LogIn logIn(Network network) {
    LogIn logIn = logIns.get(network);
    if (logIn == null) {
      throw new IllegalArgumentException("nobody can log in to " + network);
    }
    return logIn;
  }

  @Override
  public Optional<AskLimits> limits(Network network) {
    return network == Network.MASTODON ? Optional.of(mastodonLimits) : Optional.empty();
  }

  @Override
  public List<WriteLimit> writeLimits(Network network) {
    return switch (network) {
      case X -> XWriteLimits.ALL;
      case BLUESKY -> BlueskyWriteLimits.ALL;
      case MASTODON -> MastodonWriteLimits.ALL;
    };
  }

  @Override
  public Publisher dryRun() {
    return dryRun;
  }

  @Override
  public Set<Network> live() {
    return Set.copyOf(live.keySet());
  }
}
