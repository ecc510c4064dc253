package dev.belfry.endtoend.chaos;

import dev.belfry.endtoend.Belfry;
import dev.belfry.post.Network;
import dev.belfry.sql.Database;
import dev.belfry.testing.network.Behaviour;
import dev.belfry.testing.network.FakePublishers.Place;
import dev.belfry.testing.network.Guarantee;
import dev.belfry.testing.network.NetworkProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Three networks, each a process, each with the guarantee of the one that it stands for. */
final class ThreeNetworks implements Receivers {
  private static final Map<Network, Guarantee> GUARANTEES =
      new EnumMap<>(
          Map.of(
              Network.X, Guarantee.NONE,
              Network.BLUESKY, Guarantee.REPEAT_FAILS,
              Network.MASTODON, Guarantee.IDEMPOTENT));

  private final Map<Network, NetworkProcess> processes = new EnumMap<>(Network.class);

  private ThreeNetworks() {}

  /** Starts them; they do everything well. */
  static ThreeNetworks start(Path folder, long seed) {
    ThreeNetworks networks = new ThreeNetworks();
    GUARANTEES.forEach(
        (network, guarantee) ->
            networks.processes.put(
                network,
                NetworkProcess.start(folder, guarantee, seed + 10L * networks.processes.size())));
    return networks;
  }

  @Override
  public List<String> accounts(int count) {
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      accounts.add(
          i % 2 == 0
              ? "x:ringer" + i
              : (i % 4 == 1 ? "bluesky:ringer%d.example" : "mastodon:ringer%d@example.social")
                  .formatted(i));
    }
    return accounts;
  }

  @Override
  public void receiveFrom(Belfry belfry, Database database, List<String> accounts) {
    processes.forEach(
        (network, process) ->
            belfry.publishingTo(new Place(process.url(), process.guarantee()), network));
  }

  @Override
  public void misbehave() {
    processes.values().forEach(network -> network.behave(POSTS, LOOKS));
  }

  @Override
  public void behave() {
    processes.values().forEach(network -> network.behave(WELL, WELL));
  }

  @Override
  public List<Shown> live() {
    processes.values().forEach(NetworkProcess::awaitStragglers);
    return processes.values().stream()
        .flatMap(network -> Shown.of(network.record()).stream())
        .toList();
  }

  @Override
  public Map<Behaviour, Integer> met(String kind) {
    Map<Behaviour, Integer> met = new EnumMap<>(Behaviour.class);
    processes
        .values()
        .forEach(
            network ->
                network
                    .met(kind)
                    .forEach((behaviour, times) -> met.merge(behaviour, times, Integer::sum)));
    return met;
  }

  @Override
  public void close() {
    processes.values().forEach(NetworkProcess::close);
  }
}
