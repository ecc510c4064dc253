/** SQL in: save, enqueue, claim under a lease. */
@NullMarked
package dev.belfry.queue;

import org.jspecify.annotations.NullMarked;
