/** Quartz: triggers only, no logic. */
@NullMarked
package dev.belfry.jobs;

import org.jspecify.annotations.NullMarked;
