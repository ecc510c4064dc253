/** Configuration, wiring, migration, embedded Postgres, and {@code main}. */
@NullMarked
package dev.belfry.app;

import org.jspecify.annotations.NullMarked;
