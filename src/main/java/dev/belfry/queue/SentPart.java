package dev.belfry.queue;

import org.jspecify.annotations.Nullable;

/**
 * A part that is live.
 *
 * @param remoteId the network's own id for it
 * @param cid the hash of its content, on a network that links posts by hash; else null
 */
public record SentPart(String remoteId, @Nullable String cid) {}
