/** A network that misbehaves on demand: a real HTTP server, and publishers that talk to it. */
@NullMarked
package dev.belfry.testing.network;

import org.jspecify.annotations.NullMarked;
