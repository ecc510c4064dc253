/** One pass: claim, publish, settle, record. */
@NullMarked
package dev.belfry.release;

import org.jspecify.annotations.NullMarked;
