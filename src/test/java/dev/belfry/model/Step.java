package dev.belfry.model;

import java.util.function.Supplier;

/**
 * One thing that may happen in a state.
 *
 * @param words what happens, as a sentence; asked for only when a story is told
 * @param isTrouble whether this is a failure: the world must get on without any
 */
record Step<S>(Supplier<String> words, boolean isTrouble, S next) {}
