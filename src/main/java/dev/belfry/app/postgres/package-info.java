/**
 * The embedded Postgres: unpacking it, making its cluster once, keeping it running between
 * commands, and picking it up again after whatever happened to it. Nothing here knows a table.
 */
@NullMarked
package dev.belfry.app.postgres;

import org.jspecify.annotations.NullMarked;
