/** Images as pixels, for the few that must be encoded anew: turned upright, or scaled down. */
@NullMarked
package dev.belfry.media.pixels;

import org.jspecify.annotations.NullMarked;
