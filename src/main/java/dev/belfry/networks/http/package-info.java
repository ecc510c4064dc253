/**
 * One request to a network and what came back: sent once, under a deadline; and what log-ins have
 * in common.
 */
@NullMarked
package dev.belfry.networks.http;

import org.jspecify.annotations.NullMarked;
