package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import dev.belfry.queue.LowWater.Place;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims what is due on leased accounts. */
public final class ClaimDue {
  private static final Comparator<Row> IN_DUE_ORDER =
      Comparator.comparingInt(Row::account)
          .thenComparing(Row::dueAt)
          .thenComparingLong(row -> row.claim().delivery());

  private ClaimDue() {}

  private record Row(int account, Instant dueAt, boolean isBegun, Claim claim) {}

  /**
   * Claims each account's earliest due deliveries, unless it is held, or its network asked to be
   * left alone for now. A delivery whose row a person is just changing is left for the next pass.
   *
   * <p>A thread is the last that is claimed of its account: what comes after it must not get in
   * between its parts.
   *
   * <p>The leases are locked until the transaction ends: whoever takes one over after that sees
   * what was claimed under it.
   *
   * @param low where to begin in each account's queue; moved on to what is claimed
   * @return in due order, account by account
   */
  public static List<Claim> claim(
      Connection connection, List<Lease> leases, Instant now, Portion portion, LowWater low)
      throws SQLException {
    Map<Integer, AccountName> names = new HashMap<>();
    leases.forEach(lease -> names.put(lease.account(), lease.name()));
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH held AS (
              SELECT account_id, token, low_due, low_id
              FROM leases l
              JOIN unnest(?::int[], ?::bigint[], ?::timestamptz[], ?::bigint[])
                AS mine (account_id, token, low_due, low_id) USING (account_id, token)
              WHERE held_until > clock_timestamp() AND not_before <= ?
                AND NOT EXISTS (SELECT 1 FROM holds h
                                WHERE h.account_id = l.account_id OR h.account_id IS NULL)
              FOR SHARE OF l),
            due AS (
              SELECT run.place, run.attempted, held.token
              FROM held CROSS JOIN LATERAL (
                SELECT place, attempted,
                       count(*) FILTER (WHERE parts > 1) OVER (
                         ORDER BY due_at, delivery_id
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS threads_before
                FROM (
                  SELECT ctid AS place, due_at, delivery_id, parts, attempted
                  FROM waiting
                  WHERE account_id = held.account_id AND state = 'scheduled' AND due_at <= ?
                    AND (due_at, delivery_id) >= (held.low_due, held.low_id)
                  ORDER BY due_at, delivery_id
                  LIMIT ?
                  FOR UPDATE SKIP LOCKED) AS first) AS run
              WHERE run.threads_before = 0
              LIMIT ?)
            UPDATE waiting w SET state = 'claimed', claim = due.token, attempted = true
            FROM due WHERE w.ctid = due.place
            RETURNING
              w.delivery_id, w.post_id, w.account_id, w.due_at, w.claim, w.failures,
              ARRAY(SELECT body FROM rendered_parts r WHERE r.delivery_id = w.delivery_id
                    ORDER BY position) AS bodies,
              due.attempted AS is_begun
            """)) {
      int next =
          Unnest.of(statement, leases)
              .column("int", Lease::account)
              .column("bigint", Lease::token)
              .column("timestamptz", lease -> timestamp(low.of(lease.account()).dueAt()))
              .column("bigint", lease -> low.of(lease.account()).delivery())
              .next();
      statement.setObject(next, timestamp(now));
      statement.setObject(next + 1, timestamp(now));
      statement.setInt(next + 2, portion.run());
      statement.setInt(next + 3, portion.most());
      List<Row> rows = list(statement, row -> row(row, names));
      List<Claim> claims = inDueOrder(rows, low);
      List<Long> begun =
          rows.stream().filter(Row::isBegun).map(row -> row.claim().delivery()).toList();
      return begun.isEmpty() ? claims : withProgress(connection, claims, begun);
    }
  }

  private static Row row(ResultSet row, Map<Integer, AccountName> names) throws SQLException {
    int account = row.getInt("account_id");
    return new Row(
        account,
        requireNonNull(instant(row, "due_at")),
        row.getBoolean("is_begun"),
        fresh(row, requireNonNull(names.get(account)), row.getLong("claim")));
  }

  private static List<Claim> inDueOrder(List<Row> rows, LowWater low) {
    List<Row> inOrder = rows.stream().sorted(IN_DUE_ORDER).toList();
    inOrder.forEach(
        row -> low.reached(row.account(), new Place(row.dueAt(), row.claim().delivery())));
    return inOrder.stream().map(Row::claim).toList();
  }

  /**
   * The claim that a row tells of, as if nothing of it had been attempted yet.
   *
   * @param row with {@code delivery_id}, {@code post_id}, {@code failures} and {@code bodies}
   */
  public static Claim fresh(ResultSet row, AccountName account, long token) throws SQLException {
    return new Claim(
        row.getLong("delivery_id"),
        new PostId(row.getLong("post_id")),
        account,
        token,
        row.getInt("failures"),
        /* tries= */ 0,
        /* correlation= */ null,
        List.of((String[]) row.getArray("bodies").getArray()),
        List.of());
  }

  /**
   * Claims of deliveries that do not exist, with the last numbers that there can be; read as real
   * ones are.
   */
  public static List<Claim> ofNothing(Connection connection, AccountName account, int count)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT 9223372036854775807 - n AS delivery_id, 9223372036854775807 - n AS post_id,
                   0 AS account_id, clock_timestamp() AS due_at, 0::bigint AS claim,
                   0::smallint AS failures, ARRAY['{"text":"Ding"}'] AS bodies, false AS is_begun
            FROM generate_series(1, ?) AS n
            """)) {
      statement.setInt(1, count);
      Map<Integer, AccountName> names = Map.of(0, account);
      return inDueOrder(list(statement, row -> row(row, names)), new LowWater());
    }
  }

  private record Progress(
      long delivery,
      int tries,
      @Nullable String correlation,
      @Nullable AbsentTries absent,
      List<SentPart> sent) {}

  /**
   * The claims as far as they have come: their parts that are live, and how often the next one was
   * tried.
   *
   * @param begun the deliveries that were attempted before
   */
  public static List<Claim> withProgress(
      Connection connection, List<Claim> claims, List<Long> begun) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT b.delivery_id, s.ids, s.cids, coalesce(last.number, 0) AS tries,
                   CASE WHEN last.may_be_live THEN last.correlation END AS correlation,
                   absent.*
            FROM unnest(?::bigint[]) AS b (delivery_id)
            CROSS JOIN LATERAL (
              SELECT array_agg(remote_id ORDER BY part) AS ids,
                     array_agg(remote_cid ORDER BY part) AS cids
              FROM attempts WHERE delivery_id = b.delivery_id AND outcome = 'posted') AS s
            LEFT JOIN LATERAL (
              SELECT part, number, correlation,
                     bool_or(outcome IS NULL OR outcome IN ('absent', 'unconfirmed')) OVER ()
                       AS may_be_live
              FROM attempts t
              WHERE t.delivery_id = b.delivery_id
                AND t.part = 1 + coalesce(cardinality(s.ids), 0)
              ORDER BY number DESC LIMIT 1) AS last ON true
            %s
            """
                .formatted(
                    AbsentTries.join("t.delivery_id = b.delivery_id AND t.part = last.part")))) {
      Unnest.of(statement, begun).column("bigint", id -> id);
      Map<Long, Progress> progress = new HashMap<>();
      list(statement, ClaimDue::progress).forEach(each -> progress.put(each.delivery(), each));
      return claims.stream()
          .map(
              claim -> {
                @Nullable Progress made = progress.get(claim.delivery());
                return made == null
                    ? claim
                    : claim.resumed(made.tries(), made.correlation(), made.absent(), made.sent());
              })
          .toList();
    }
  }

  private static Progress progress(ResultSet row) throws SQLException {
    List<SentPart> sent = new ArrayList<>();
    if (row.getArray("ids") != null) {
      String[] ids = (String[]) row.getArray("ids").getArray();
      @Nullable String[] cids = (@Nullable String[]) row.getArray("cids").getArray();
      for (int i = 0; i < ids.length; i++) {
        sent.add(new SentPart(ids[i], cids[i]));
      }
    }
    return new Progress(
        row.getLong("delivery_id"),
        row.getInt("tries"),
        row.getString("correlation"),
        AbsentTries.of(row).orElse(null),
        sent);
  }
}
