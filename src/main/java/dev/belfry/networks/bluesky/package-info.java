/** Bluesky: records, facets and their keys. */
@NullMarked
package dev.belfry.networks.bluesky;

import org.jspecify.annotations.NullMarked;
