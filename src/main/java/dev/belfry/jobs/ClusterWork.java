package dev.belfry.jobs;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Something that is done once in a while by one node of all.
 *
 * @param name never changes: the nodes of a cluster know it by this
 * @param every how often, in whole seconds; where the cluster knows it with another length, the
 *     node that starts last has it its way
 * @param task must do no harm when it is run twice, in two places at once, or too late
 */
public record ClusterWork(String name, Duration every, Task task) {

  /** What is done. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does it.
     *
     * @param stopping whether the node is to stop: what can be left for another time is left
     */
    void run(BooleanSupplier stopping);
  }
}
