package dev.belfry.publish;

import java.time.Duration;

/**
 * How much a network takes in a while; beyond it, it asks to come back later.
 *
 * @param most so much
 * @param each what one part counts
 * @param within in so long, whenever that begins
 * @param together whether it is for all accounts of one app, else for each account
 * @param source where the network says so
 */
public record WriteLimit(int most, int each, Duration within, boolean together, String source) {

  /** Of each account, where a part counts one. */
  public static WriteLimit ofAccount(int most, Duration within, String source) {
    return new WriteLimit(most, 1, within, /* together= */ false, source);
  }

  /** How many parts it takes. */
  public int parts() {
    return most / each;
  }
}
