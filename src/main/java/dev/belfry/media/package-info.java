/** Images and video: probing by content, checking, storing by content hash. */
@NullMarked
package dev.belfry.media;

import org.jspecify.annotations.NullMarked;
