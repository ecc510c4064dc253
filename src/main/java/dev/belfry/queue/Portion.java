package dev.belfry.queue;

/**
 * How much is claimed at once.
 *
 * @param run how many deliveries of one account at the most
 * @param most how many at the most
 */
public record Portion(int run, int most) {
  /** One at a time. */
  public static Portion single(int accounts) {
    return new Portion(1, accounts);
  }

  /** An even share for each of the accounts. */
  public static Portion shared(int most, int accounts) {
    return new Portion((most + accounts - 1) / Math.max(1, accounts), most);
  }

  /** A larger run, for when most accounts have nothing left. */
  public Portion larger() {
    return new Portion(Math.min(most, run * 4), most);
  }
}
