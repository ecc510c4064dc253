/** A month that is rehearsed, and the same month as nodes really live through it. */
@NullMarked
package dev.belfry.endtoend.rehearsal;

import org.jspecify.annotations.NullMarked;
