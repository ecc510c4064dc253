package dev.belfry.bench;

import java.util.List;

/**
 * How long a batch took on the database's own clock, in seconds.
 *
 * @param jobs how many were released
 * @param seconds from the first row that the engine wrote about a job to the last
 * @param pickup from the word to begin to that first row
 */
record Span(int jobs, double seconds, double pickup) {

  /**
   * Reads it from the rows written since the word was given.
   *
   * @param table where the engine writes what it did
   * @param first the column that is written first
   * @param last the column that is written last
   * @param since the database's time when the word was given
   */
  static Span read(Sql sql, String table, String first, String last, String since) {
    List<String> row =
        sql.row(
            """
            SELECT count(%3$s), extract(epoch FROM max(%3$s) - min(%2$s)),
                   extract(epoch FROM min(%2$s) - '%4$s'::timestamptz)
            FROM %1$s WHERE %2$s >= '%4$s'
            """
                .formatted(table, first, last, since));
    return new Span(
        Integer.parseInt(row.get(0)),
        Double.parseDouble(row.get(1)),
        Double.parseDouble(row.get(2)));
  }

  double jobsPerSecond() {
    return jobs / seconds;
  }

  /** As a child process says it. */
  String line() {
    return "span %d %f %f".formatted(jobs, seconds, pickup);
  }

  static Span parse(String line) {
    String[] words = line.split(" ", -1);
    return new Span(
        Integer.parseInt(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
  }
}
