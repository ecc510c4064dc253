package dev.belfry.jobs;

import java.util.function.Consumer;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * One firing in a cluster. Quartz keeps the name of this class in its tables: it must not change.
 */
public final class ClusterJob implements Job {
  private final Consumer<String> run;

  /**
   * @param run does the work of that name
   */
  ClusterJob(Consumer<String> run) {
    this.run = run;
  }

  @Override
  public void execute(JobExecutionContext context) {
    run.accept(context.getJobDetail().getKey().getName());
  }
}
