/** Many nodes, and everything that can go wrong going wrong, held against the network's record. */
@NullMarked
package dev.belfry.endtoend.chaos;

import org.jspecify.annotations.NullMarked;
