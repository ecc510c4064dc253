/**
 * Draws what networks will get as one page of HTML: without a script, a request or a second file.
 * Whatever a post says stays text.
 */
@NullMarked
package dev.belfry.cli.page;

import org.jspecify.annotations.NullMarked;
