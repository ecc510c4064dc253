package dev.belfry.brokenhouse.networks;

import dev.belfry.brokenhouse.post.BreaksEveryRule;

/** Goes round in a circle with {@code post}. */
public record NamedFromFarLeft(BreaksEveryRule post) {}
