/** What a whole Belfry is made of besides the words of its posts, as an export tells it. */
@NullMarked
package dev.belfry.compose.moving;

import org.jspecify.annotations.NullMarked;
