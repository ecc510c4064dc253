package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the same promises cost at the least, written by hand for this one case: an attempt with body
 * and hash is committed before anything is sent; then, in a second commit, it is settled, the post
 * leaves the hot table, and the history has its row. Nothing is sent here either.
 */
final class FloorPeer implements Peer {
  private static final int BATCH = 500;

  private static final String CLAIM =
      """
      WITH due AS (
        UPDATE hot SET claimer = ?, attempt = attempt + 1
        WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM hot
          WHERE claimer = 0 AND due_at >= ? AND due_at <= clock_timestamp()
          ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED))
        RETURNING post_id, attempt, due_at),
      opened AS (
        INSERT INTO attempts (post_id, number, claimer, body, sha256)
        SELECT due.post_id, due.attempt, ?, p.body, sha256(convert_to(p.body, 'UTF8'))
        FROM due JOIN posts p ON p.id = due.post_id
        RETURNING post_id, number, body)
      SELECT opened.post_id, opened.number, opened.body, due.due_at
      FROM opened JOIN due USING (post_id)
      """;

  private static final String SETTLE =
      """
      WITH settled AS (
        UPDATE attempts a SET settled_at = clock_timestamp(), outcome = 'posted',
          remote_id = s.remote_id, url = s.url
        FROM unnest(?::bigint[], ?::smallint[], ?::text[], ?::text[])
          AS s (post_id, number, remote_id, url)
        WHERE a.post_id = s.post_id AND a.number = s.number AND a.settled_at IS NULL
        RETURNING a.post_id, a.number, a.sha256, a.remote_id, a.url),
      gone AS (
        DELETE FROM hot USING settled
        WHERE hot.post_id = settled.post_id AND hot.attempt = settled.number)
      INSERT INTO history (event, post_id, account, attempt, remote_id, url, text, sha256)
      SELECT 'published', p.id, p.account, s.number, s.remote_id, s.url, p.text, s.sha256
      FROM settled s JOIN posts p ON p.id = s.post_id
      """;

  private final DbAddress address;
  private final int threads;

  FloorPeer(DbAddress address, int threads) {
    this.address = address;
    this.threads = threads;
  }

  private record Sending(long post, short number, String body) {
    String remoteId() {
      return post + "-" + number;
    }

    /** Where a network's answer would be read. */
    String url() {
      return "dry-run://x/" + remoteId() + "/" + body.length();
    }
  }

  @Override
  public void createTables(Sql sql) {
    sql.run(FloorTables.ALL);
  }

  @Override
  public void queue(Sql sql, int jobs) {
    sql.run(
        """
        WITH post AS (
          INSERT INTO posts (account, text, body)
          SELECT n %% 100, %s, jsonb_build_object('text', %s) FROM generate_series(1, %d) n
          RETURNING id, account)
        INSERT INTO hot (post_id, account, due_at)
        SELECT id, account, clock_timestamp() FROM post
        """
            .formatted(Texts.IN_SQL, Texts.IN_SQL, jobs));
  }

  @Override
  public void release(int jobs) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 1; i <= threads; i++) {
      int claimer = i;
      running.add(executor.submit(() -> releaseAll(claimer)));
    }
    for (Future<?> one : running) {
      one.get();
    }
    executor.shutdown();
  }

  private int releaseAll(int claimer) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement claim = connection.prepareStatement(CLAIM);
        PreparedStatement settle = connection.prepareStatement(SETTLE)) {
      LowWater low = new LowWater();
      int released = 0;
      while (true) {
        List<Sending> batch = claim(claim, claimer, low);
        if (batch.isEmpty() && low.isReset()) {
          return released;
        } else if (batch.isEmpty()) {
          low.reset();
        } else {
          released += settle(connection, settle, batch);
        }
      }
    }
  }

  /** Planned for arrays of known length, the settling would read all attempts there are. */
  private Connection connect() throws SQLException {
    Properties session = address.credentials();
    session.setProperty("options", "-c plan_cache_mode=force_generic_plan");
    return DriverManager.getConnection(address.url(), session);
  }

  private static List<Sending> claim(PreparedStatement claim, int claimer, LowWater low)
      throws SQLException {
    claim.setInt(1, claimer);
    claim.setObject(2, low.mark());
    claim.setInt(3, BATCH);
    claim.setInt(4, claimer);
    List<Sending> batch = new ArrayList<>();
    try (ResultSet row = claim.executeQuery()) {
      while (row.next()) {
        batch.add(new Sending(row.getLong(1), row.getShort(2), row.getString(3)));
        low.raise(row.getObject(4, OffsetDateTime.class));
      }
    }
    return batch;
  }

  private static int settle(Connection connection, PreparedStatement settle, List<Sending> sent)
      throws SQLException {
    Object[] posts = sent.stream().map(Sending::post).toArray(Long[]::new);
    Object[] numbers = sent.stream().map(Sending::number).toArray(Short[]::new);
    Object[] remoteIds = sent.stream().map(Sending::remoteId).toArray(String[]::new);
    Object[] urls = sent.stream().map(Sending::url).toArray(String[]::new);
    settle.setArray(1, connection.createArrayOf("bigint", posts));
    settle.setArray(2, connection.createArrayOf("smallint", numbers));
    settle.setArray(3, connection.createArrayOf("text", remoteIds));
    settle.setArray(4, connection.createArrayOf("text", urls));
    return settle.executeUpdate();
  }

  @Override
  public Span span(Sql sql, String since) {
    return Span.read(sql, "attempts", "opened_at", "settled_at", since);
  }

  @Override
  public void close() {}
}
