/**
 * One connection's worth of SQL: lending, transactions, and what went wrong in words. The only leaf
 * that speaks JDBC for others.
 */
@NullMarked
package dev.belfry.sql;

import org.jspecify.annotations.NullMarked;
