/** What the bodies of all networks' requests are made of. */
@NullMarked
package dev.belfry.networks.body;

import org.jspecify.annotations.NullMarked;
