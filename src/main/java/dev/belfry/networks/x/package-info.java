/** X: what its API gets. */
@NullMarked
package dev.belfry.networks.x;

import org.jspecify.annotations.NullMarked;
