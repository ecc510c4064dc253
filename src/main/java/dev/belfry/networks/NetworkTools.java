package dev.belfry.networks;

import dev.belfry.account.Credentials;
import dev.belfry.media.MediaSource;
import java.time.InstantSource;

/**
 * What adapters work with. Thread-safe, as each of them is; nothing is opened before it is used.
 */
public record NetworkTools(Credentials credentials, MediaSource media, InstantSource clock) {}
