/** SQL out: attempts, settlements, history. */
@NullMarked
package dev.belfry.audit;

import org.jspecify.annotations.NullMarked;
