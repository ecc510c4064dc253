/** A whole Belfry out of the database, and into an other one. */
@NullMarked
package dev.belfry.queue.moving;

import org.jspecify.annotations.NullMarked;
