/** The release engine against its peers, on one machine and one Postgres, in one run. */
@NullMarked
package dev.belfry.bench;

import org.jspecify.annotations.NullMarked;
