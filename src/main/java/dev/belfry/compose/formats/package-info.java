/** The files of other programs, read as posts. */
@NullMarked
package dev.belfry.compose.formats;

import org.jspecify.annotations.NullMarked;
