/** The networks behind the port, a sub-package each. */
@NullMarked
package dev.belfry.networks;

import org.jspecify.annotations.NullMarked;
