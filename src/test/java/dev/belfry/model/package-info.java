/**
 * The protocol of a release as a small machine, and an explorer that goes through everything that
 * may happen to it. See docs/model.md.
 */
@NullMarked
package dev.belfry.model;

import org.jspecify.annotations.NullMarked;
