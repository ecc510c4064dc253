/** The stand-in for every network. */
@NullMarked
package dev.belfry.networks.dryrun;

import org.jspecify.annotations.NullMarked;
