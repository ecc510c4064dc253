/** What tests of every package stand on: a real Postgres, with a fresh database for each test. */
@NullMarked
package dev.belfry.testing;

import org.jspecify.annotations.NullMarked;
