package dev.belfry.release;

import dev.belfry.publish.Publishers;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.sql.Database;
import java.time.InstantSource;

/**
 * What a release works with. Thread-safe, as each of them is.
 *
 * @param clock the node's clock, corrected to the database's
 */
public record ReleaseTools(
    Database database,
    Publishers publishers,
    SettleOutcome settle,
    InstantSource clock,
    ReleaseWatcher watcher) {}
