package dev.belfry.queue;

/**
 * A lease that was just taken, and what is to be seen to before anything goes out on it.
 *
 * @param leftBehind whether the holder before died, and may have left attempts open and deliveries
 *     claimed
 * @param inDoubt whether a part is in doubt of which the network should be asked now
 * @param late whether something that waits is due for so long that it may be too late to go out
 * @param capped whether the account may cost only so much in a month
 */
public record TakenLease(
    Lease lease, boolean leftBehind, boolean inDoubt, boolean late, boolean capped) {}
