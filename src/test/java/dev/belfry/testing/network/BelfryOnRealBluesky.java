package dev.belfry.testing.network;

import dev.belfry.account.Credential;
import dev.belfry.app.Program;
import dev.belfry.cli.terminal.Console;
import dev.belfry.networks.NetworkTools;
import dev.belfry.networks.Networks;
import dev.belfry.post.AccountName;
import dev.belfry.testing.KeptCredentials;
import java.net.URI;
import java.util.Map;

/** {@code belfry} itself, but for where a credential comes from: the environment. */
public final class BelfryOnRealBluesky {
  private static final String VARIABLE = "BELFRY_REAL_BLUESKY";

  private BelfryOnRealBluesky() {}

  public static void main(String... args) {
    KeptCredentials credentials = new KeptCredentials();
    String[] words = System.getenv(VARIABLE).split(" ", 5);
    credentials.keep(
        new Credential(
            AccountName.parse(words[0]), words[1], URI.create(words[2]), words[3], words[4], null));
    System.exit(
        new Program(
                System.getenv(),
                Console.ofThisProcess(),
                tools -> new Networks(new NetworkTools(credentials, tools.media(), tools.clock())))
            .run(args));
  }

  /** What to set in the environment. */
  public static Map<String, String> environment(Credential credential) {
    return Map.of(
        VARIABLE,
        String.join(
            " ",
            credential.account().toString(),
            credential.kind(),
            credential.server().toString(),
            credential.remoteId(),
            credential.secret()));
  }
}
