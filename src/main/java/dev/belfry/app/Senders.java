package dev.belfry.app;

import dev.belfry.account.Keys;
import dev.belfry.account.Vault;
import dev.belfry.media.MediaStore;
import dev.belfry.networks.NetworkTools;
import dev.belfry.publish.Publishers;
import dev.belfry.sql.Database;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Makes those who send, on whichever database: nothing is asked of it before something is sent.
 *
 * @param keys where the keys of log-ins are
 * @param make asked once for each database
 */
record Senders(Keys keys, Function<NetworkTools, Publishers> make) {

  Vault vault(Database database) {
    return new Vault(database, keys);
  }

  Publishers publishers(Database database, Vault vault, InstantSource clock) {
    return make.apply(new NetworkTools(vault, MediaStore.source(database), clock));
  }
}
