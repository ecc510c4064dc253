package dev.belfry.compose;

import org.jspecify.annotations.Nullable;

/**
 * An account with a time of its own, apart from the post's: nothing in it has been checked.
 *
 * @param account its name, as written
 * @param at when to post there, as written; null: not yet
 * @param zone the time zone, as written; null where it was not said
 */
public record RawTarget(String account, @Nullable String at, @Nullable String zone) {}
