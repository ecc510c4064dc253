package dev.belfry.cli;

import dev.belfry.compose.moving.MovedPost;
import dev.belfry.publish.ReadyPost;
import org.jspecify.annotations.Nullable;

/**
 * A post of a file that nothing stands in the way of.
 *
 * @param moved where it stood in another Belfry, and is to stand here; null for a new one
 */
record ReadyImport(ReadyPost post, @Nullable MovedPost moved) {}
