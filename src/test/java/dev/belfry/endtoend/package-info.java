/**
 * The program as people and machines meet it: processes that are started, killed and stopped. Tests
 * of this package look at what they say, and at what is in the database afterwards.
 */
@NullMarked
package dev.belfry.endtoend;

import org.jspecify.annotations.NullMarked;
