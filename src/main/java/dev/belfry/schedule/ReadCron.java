package dev.belfry.schedule;

import dev.belfry.post.InvalidInput;

/** Reads a Quartz cron expression. Quartz itself does it, which only {@code jobs} may name. */
@FunctionalInterface
public interface ReadCron {

  /**
   * The times that the expression names.
   *
   * @throws InvalidInput where it is none, or names more than one time a minute
   */
  SlotTimes read(String expression);
}
