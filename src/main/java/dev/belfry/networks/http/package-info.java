/** One request to a network and what came back: sent once, under a deadline. */
@NullMarked
package dev.belfry.networks.http;

import org.jspecify.annotations.NullMarked;
