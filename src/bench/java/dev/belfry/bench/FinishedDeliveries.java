package dev.belfry.bench;

/**
 * Fills the tables with deliveries that are over: a post of one part, released at its first attempt,
 * with the four rows of history that it left.
 */
final class FinishedDeliveries {
  /** What one takes on disk with its indexes, and the write-ahead log beside it; generous. */
  static final long BYTES_EACH = 4_000;

  private static final int CHUNK = 500_000;

  private final Sql sql;

  FinishedDeliveries(Sql sql) {
    this.sql = sql;
  }

  /** Adds as many as are missing. */
  void fillTo(long wanted) {
    long first = sql.number("SELECT coalesce(max(id), 0) + 1 FROM posts");
    long missing = wanted - sql.number("SELECT count(*) FROM posts");
    // Foreign keys are checked by triggers, row by row; these rows fit together.
    sql.run("SET session_replication_role = replica", "SET synchronous_commit = off");
    for (long from = first; from < first + missing; from += CHUNK) {
      insert(from, Math.min(from + CHUNK, first + missing) - 1);
      Report.progress("finished deliveries: %,d of %,d", from - first, missing);
    }
    sql.run("RESET session_replication_role", "RESET synchronous_commit");
    sql.run(
        "SELECT setval(pg_get_serial_sequence('posts', 'id'), (SELECT max(id) FROM posts))",
        "SELECT setval(pg_get_serial_sequence('deliveries', 'id'), (SELECT max(id) FROM deliveries))");
    sql.settleDown();
  }

  private void insert(long from, long to) {
    String series = "generate_series(%d, %d) AS n".formatted(from, to);
    sql.run(
        """
        INSERT INTO posts (id, created_by) OVERRIDING SYSTEM VALUE
        SELECT n, 'bench' FROM %s
        """
            .formatted(series),
        """
        INSERT INTO parts (post_id, position, text) SELECT n, 1, %s FROM %s
        """
            .formatted(Texts.IN_SQL, series),
        """
        INSERT INTO deliveries
          (id, post_id, account_id, wall_time, zone, planned_at, ended, ended_at)
        OVERRIDING SYSTEM VALUE
        SELECT n, n, a.id, at AT TIME ZONE 'UTC', 'UTC', at, 'published', at
        FROM %s
        CROSS JOIN LATERAL (SELECT now() - interval '1 year' + n * interval '1 second' AS at) AS t
        JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts) AS a
          ON a.place = n %% (SELECT count(*) FROM accounts)
        """
            .formatted(series),
        """
        INSERT INTO rendered_parts (delivery_id, position, body, rules)
        SELECT n, 1, jsonb_build_object('text', %s), 1 FROM %s
        """
            .formatted(Texts.IN_SQL, series));
    leaveTraces(from, to);
  }

  private void leaveTraces(long from, long to) {
    String range = "id BETWEEN %d AND %d".formatted(from, to);
    sql.run(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, opened_at, body, sha256,
                              settled_at, outcome, remote_id, url)
        SELECT d.id, 1, 1, 1, 'bench', d.ended_at, r.body, sha256(convert_to(r.body, 'UTF8')),
               d.ended_at, 'posted', d.id || '-1', 'dry-run://x/bench/' || d.id || '-1'
        FROM deliveries d JOIN rendered_parts r ON r.delivery_id = d.id
        WHERE d.%s
        """
            .formatted(range),
        """
        INSERT INTO history (event, at, post_id, account, part, attempt, remote_id, url, text,
                             payload_sha256, due_at, actor)
        SELECT e.event, d.ended_at, d.post_id, a.name, 1, t.number, t.remote_id, t.url,
               CASE WHEN e.event IN ('drafted', 'published') THEN p.text END,
               CASE WHEN e.event IN ('attempted', 'published') THEN t.sha256 END,
               CASE WHEN e.event = 'scheduled' THEN d.planned_at END, 'bench'
        FROM deliveries d
        JOIN attempts t ON t.delivery_id = d.id
        JOIN parts p ON p.post_id = d.post_id
        JOIN accounts a ON a.id = d.account_id
        CROSS JOIN unnest('{drafted,scheduled,attempted,published}'::text[]) AS e (event)
        WHERE d.%s
        """
            .formatted(range));
  }
}
