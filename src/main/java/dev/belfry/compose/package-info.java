/**
 * Raw input to a post or a list of problems: measuring, splitting, parsing post files, importing.
 */
@NullMarked
package dev.belfry.compose;

import org.jspecify.annotations.NullMarked;
