package dev.belfry.queue;

import dev.belfry.post.AccountName;

/**
 * The right to release an account, for a short while.
 *
 * @param account the account's number
 * @param token grows with each new holder: what was claimed under a smaller one is abandoned
 */
public record Lease(int account, AccountName name, long token) {}
