/**
 * The vocabulary: what a post, a part, an account and a delivery are. No I/O, and nothing of ours
 * imported.
 */
@NullMarked
package dev.belfry.post;

import org.jspecify.annotations.NullMarked;
