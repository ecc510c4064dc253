package dev.belfry.queue;

/**
 * The right to release an account, for a short while.
 *
 * @param token grows with each new holder: what was claimed under a smaller one is abandoned
 */
public record Lease(int account, long token) {}
