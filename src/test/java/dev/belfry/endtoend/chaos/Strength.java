package dev.belfry.endtoend.chaos;

import java.time.Duration;

/**
 * How much happens in a run.
 *
 * @param deliveries every third a thread of three to five parts
 * @param accounts half of them X's, the others Bluesky's and Mastodon's
 * @param lasts for how long things go wrong; what is planned is due within it
 * @param crashes how often Postgres is stopped hard
 */
record Strength(int deliveries, int accounts, Duration lasts, int crashes) {}
