/** Looks at a page of the open Internet: nothing inside a house is reached by it. */
@NullMarked
package dev.belfry.networks.page;

import org.jspecify.annotations.NullMarked;
