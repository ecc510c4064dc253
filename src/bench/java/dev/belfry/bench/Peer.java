package dev.belfry.bench;

/** Another engine, in a JVM of its own. */
interface Peer extends AutoCloseable {

  /** Makes its tables. */
  void createTables(Sql sql);

  /** Queues so many jobs that are due already, each a post with a text of 200 characters. */
  void queue(Sql sql, int jobs) throws Exception;

  /** Begins to release, and returns when as many are done. */
  void release(int jobs) throws Exception;

  /** What it wrote since then. */
  Span span(Sql sql, String since);

  @Override
  void close();
}
