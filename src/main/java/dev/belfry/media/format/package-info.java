/** The formats of images and videos: what is measured in them, and what is taken out of them. */
@NullMarked
package dev.belfry.media.format;

import org.jspecify.annotations.NullMarked;
