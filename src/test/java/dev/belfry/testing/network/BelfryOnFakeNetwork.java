package dev.belfry.testing.network;

import static java.util.Objects.requireNonNull;

import dev.belfry.app.Program;
import dev.belfry.cli.terminal.Console;

/** {@code belfry} itself, but for where live posts go: to the fake network of the environment. */
public final class BelfryOnFakeNetwork {
  /** The fake network's URL. */
  public static final String URL = "BELFRY_FAKE_NETWORK";

  /** The fake network's {@link Guarantee}. */
  public static final String GUARANTEE = "BELFRY_FAKE_GUARANTEE";

  private BelfryOnFakeNetwork() {}

  public static void main(String... args) {
    System.exit(
        new Program(System.getenv(), Console.ofThisProcess(), BelfryOnFakeNetwork::publishers)
            .run(args));
  }

  private static FakePublishers publishers() {
    return new FakePublishers(set(URL), Guarantee.valueOf(set(GUARANTEE)));
  }

  private static String set(String variable) {
    return requireNonNull(System.getenv(variable), variable);
  }
}
