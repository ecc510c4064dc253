package dev.belfry.publish;

import dev.belfry.queue.SentPart;
import org.jspecify.annotations.Nullable;

/**
 * A part of a thread that went out in the request of an earlier one.
 *
 * @param remoteId the network's id for it
 * @param cid the hash of its content, on a network that links posts by hash; else null
 * @param url where a person can look at it
 */
public record LivePart(String remoteId, @Nullable String cid, String url) {

  /** As a later part needs to know it. */
  public SentPart sent() {
    return new SentPart(remoteId, cid);
  }
}
