package dev.belfry.cli;

/**
 * A workplace in a home of its own, with a database of its own. Closing it stops the database and
 * deletes everything; so does the end of the program.
 */
public interface ScratchWorkplace extends Workplace, AutoCloseable {
  @Override
  void close();
}
