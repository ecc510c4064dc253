package dev.belfry.jobs;

import java.time.Duration;

/**
 * Something that is done once in a while by one node of all.
 *
 * @param name never changes: the nodes of a cluster know it by this
 * @param every how often; a new length needs a new name, since the old one may be stored
 * @param task must do no harm when it is run twice, in two places at once, or too late
 */
public record ClusterWork(String name, Duration every, Runnable task) {}
