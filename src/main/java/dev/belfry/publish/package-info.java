/** The port to a network, what it can answer, and what to make of the answer. */
@NullMarked
package dev.belfry.publish;

import org.jspecify.annotations.NullMarked;
