/** What a person says about time, turned into an instant. */
@NullMarked
package dev.belfry.schedule;

import org.jspecify.annotations.NullMarked;
