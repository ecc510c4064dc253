package dev.belfry.endtoend.chaos;

import dev.belfry.endtoend.Belfry;
import dev.belfry.post.Network;
import dev.belfry.testing.network.Accepted;
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
final class ThreeNetworks implements AutoCloseable {
  private static final Map<Network, Guarantee> GUARANTEES =
      new EnumMap<>(
          Map.of(
              Network.X, Guarantee.NONE,
              Network.BLUESKY, Guarantee.REPEAT_FAILS,
              Network.MASTODON, Guarantee.IDEMPOTENT));

  /** Every way to misbehave, some more than others. */
  private static final String POSTS =
      "WELL=76,LATE=2,DONE_LATE=2,DONE_MUCH_LATER=2,DONE_AND_DROPPED=3,DROPPED=3,DONE_AND_500=3,ERROR_500=3,"
          + "RATE_LIMITED=2,REFUSED=1,UNAUTHORIZED=1,DONE_AND_GARBAGE=1,GARBAGE=1,"
          + "DONE_AND_NONSENSE=1,SLOW=1,HUGE=1";

  private static final String LOOKS =
      "WELL=64,LATE=4,DROPPED=6,ERROR_500=8,RATE_LIMITED=6,REFUSED=2,UNAUTHORIZED=2,GARBAGE=3,"
          + "DONE_AND_NONSENSE=3,SLOW=1,HUGE=1";

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

  /** Half of them on X, the rest on the two that have keys. */
  static List<String> accounts(int count) {
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

  /** Whether the account's network has keys that guard against doubles. */
  static boolean hasKeys(String account) {
    return !account.startsWith("x:");
  }

  void receiveFrom(Belfry belfry) {
    processes.forEach(
        (network, process) ->
            belfry.publishingTo(new Place(process.url(), process.guarantee()), network));
  }

  void misbehave() {
    processes.values().forEach(network -> network.behave(POSTS, LOOKS));
  }

  void behave() {
    processes.values().forEach(network -> network.behave("WELL=1", "WELL=1"));
  }

  /** What all of them accepted, each in its order. */
  List<Accepted> record() {
    return processes.values().stream().flatMap(network -> network.record().stream()).toList();
  }

  /**
   * How many requests met which behaviour.
   *
   * @param kind {@code posts} or {@code looks}
   */
  Map<Behaviour, Integer> met(String kind) {
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
