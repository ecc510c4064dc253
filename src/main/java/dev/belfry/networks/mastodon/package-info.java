/** Mastodon and what speaks its API. */
@NullMarked
package dev.belfry.networks.mastodon;

import org.jspecify.annotations.NullMarked;
