/** A real browser, for what must be looked at. */
@NullMarked
package dev.belfry.testing.browser;

import org.jspecify.annotations.NullMarked;
