/** Accounts: where posts go, and what is set for each. */
@NullMarked
package dev.belfry.account;

import org.jspecify.annotations.NullMarked;
