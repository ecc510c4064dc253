package dev.belfry.testing.network;

import dev.belfry.app.Program;
import dev.belfry.cli.terminal.Console;
import dev.belfry.post.Network;
import dev.belfry.testing.network.FakePublishers.Place;
import java.util.EnumMap;
import java.util.Map;

/** {@code belfry} itself, but for where live posts go: to the fake networks of the environment. */
public final class BelfryOnFakeNetwork {
  private static final String VARIABLE = "BELFRY_FAKE_";

  private BelfryOnFakeNetwork() {}

  public static void main(String... args) {
    System.exit(
        new Program(System.getenv(), Console.ofThisProcess(), tools -> publishers()).run(args));
  }

  /** What to set in the environment, so that the accounts of the network go there. */
  public static Map<String, String> environment(Network network, Place place) {
    return Map.of(VARIABLE + network.name(), place.guarantee() + " " + place.url());
  }

  private static FakePublishers publishers() {
    Map<Network, Place> places = new EnumMap<>(Network.class);
    for (Network network : Network.values()) {
      String set = System.getenv(VARIABLE + network.name());
      if (set != null) {
        String[] words = set.split(" ", 2);
        places.put(network, new Place(words[1], Guarantee.valueOf(words[0])));
      }
    }
    return new FakePublishers(places);
  }
}
