package dev.belfry.testing.network;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** How the network treats the requests of one kind: as a test says, else by chance. Thread-safe. */
public final class Behaviours {
  private final Random random;
  private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
  private final Map<Behaviour, Integer> met = new ConcurrentHashMap<>();
  private volatile Map<Behaviour, Integer> weights = Map.of(Behaviour.WELL, 1);

  Behaviours(long seed) {
    this.random = new Random(seed);
  }

  /** The next requests that nothing is said about yet are treated so, in this order. */
  public void then(Behaviour... next) {
    script.addAll(Stream.of(next).toList());
  }

  /**
   * From now on, where nothing else is said, chance decides.
   *
   * @param written shares: {@code WELL=90,LATE=5,DROPPED=5}
   */
  public void byChance(String written) {
    Map<Behaviour, Integer> read = new EnumMap<>(Behaviour.class);
    for (String pair : written.strip().split(",", -1)) {
      String[] share = pair.split("=", 2);
      read.put(
          Behaviour.valueOf(share[0].strip().toUpperCase(Locale.ROOT)),
          Integer.valueOf(share[1].strip()));
    }
    weights = read;
  }

  /** How many requests were treated in each way so far. */
  public Map<Behaviour, Integer> met() {
    return Map.copyOf(met);
  }

  Behaviour next() {
    Behaviour scripted = script.poll();
    Behaviour next = scripted != null ? scripted : draw(weights);
    met.merge(next, 1, Integer::sum);
    return next;
  }

  private Behaviour draw(Map<Behaviour, Integer> from) {
    int drawn = random.nextInt(from.values().stream().mapToInt(Integer::intValue).sum());
    for (Map.Entry<Behaviour, Integer> share : from.entrySet()) {
      drawn -= share.getValue();
      if (drawn < 0) {
        return share.getKey();
      }
    }
    throw new AssertionError("the shares add up");
  }
}
