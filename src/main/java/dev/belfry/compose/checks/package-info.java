/** What is found in a text that somebody may not have meant: each a function of the text. */
@NullMarked
package dev.belfry.compose.checks;

import org.jspecify.annotations.NullMarked;
