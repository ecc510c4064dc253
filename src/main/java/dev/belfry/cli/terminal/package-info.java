/**
 * The terminal: streams, colour, display width, and what is drawn with them. Nothing of ours
 * imported.
 */
@NullMarked
package dev.belfry.cli.terminal;

import org.jspecify.annotations.NullMarked;
