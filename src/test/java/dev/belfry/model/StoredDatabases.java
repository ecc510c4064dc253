package dev.belfry.model;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import dev.belfry.publish.Request;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the model has for committed, in the tables of a real Postgres: each {@link Database} is one
 * delivery, for an account of its own, and both have its number. What stands there afterwards is
 * told in the same words as what the model says.
 */
final class StoredDatabases {
  static final Instant DUE = Instant.parse("2026-12-01T12:00:00Z");

  private StoredDatabases() {}

  /**
   * One of them.
   *
   * @param number from 1
   * @param lookAt when the network is asked again, where the delivery is in doubt; else null
   */
  record Stored(long number, Database database, @Nullable Instant lookAt) {}

  static AccountName account(long number) {
    return AccountName.parse("bluesky:n%d.example".formatted(number));
  }

  static void store(Connection connection, List<Stored> all) throws SQLException {
    storeLeases(connection, all);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH given AS (
              SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::timestamptz[])
                AS g (id, state, claim, look_at)),
            posts AS (
              INSERT INTO posts (id, created_by) OVERRIDING SYSTEM VALUE
              SELECT id, 'me' FROM given),
            deliveries AS (
              INSERT INTO deliveries (id, post_id, account_id, wall_time, zone, planned_at, ended,
                                      ended_at)
              OVERRIDING SYSTEM VALUE
              SELECT id, id, id, '2026-12-01T12:00:00', 'Z', '2026-12-01T12:00:00Z',
                     CASE WHEN state IN ('published', 'failed') THEN state END,
                     CASE WHEN state IN ('published', 'failed') THEN clock_timestamp() END
              FROM given),
            rendered AS (
              INSERT INTO rendered_parts (delivery_id, position, body, rules)
              SELECT id, position, 'body ' || position, 1
              FROM given CROSS JOIN generate_series(1, ?) AS position)
            INSERT INTO waiting (delivery_id, account_id, due_at, state, claim, post_id, parts,
                                 look_at)
            SELECT id, id, '2026-12-01T12:00:00Z', state, nullif(claim, 0), id, ?, look_at
            FROM given WHERE state NOT IN ('published', 'failed')
            """)) {
      int next =
          Unnest.of(statement, all)
              .column("bigint", Stored::number)
              .column("text", each -> each.database().delivery().word())
              .column("bigint", each -> each.database().claim())
              .column("timestamptz", each -> timestamp(each.lookAt()))
              .next();
      statement.setInt(next, Database.PARTS);
      statement.setInt(next + 1, Database.PARTS);
      statement.executeUpdate();
    }
    storeAttempts(connection, all);
  }

  /** A lease that is over has run out: whoever had it did not give it back. */
  private static void storeLeases(Connection connection, List<Stored> all) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH given AS (
              SELECT * FROM unnest(?::int[], ?::text[], ?::bigint[], ?::boolean[])
                AS g (id, name, token, held)),
            accounts AS (
              INSERT INTO accounts (id, name, dry_run, network, handle, created_by)
              OVERRIDING SYSTEM VALUE
              SELECT id, name, false, 'bluesky', name, 'me' FROM given)
            INSERT INTO leases (account_id, token, node_id, held_until)
            SELECT id, token, CASE WHEN token > 0 THEN 1 END,
                   clock_timestamp() + CASE WHEN held THEN interval '1 hour'
                                            ELSE interval '-1 second' END
            FROM given
            """)) {
      int unused =
          Unnest.of(statement, all)
              .column("int", each -> (int) each.number())
              .column("text", each -> account(each.number()).toString())
              .column("bigint", each -> each.database().token())
              .column("boolean", each -> each.database().held())
              .next();
      statement.executeUpdate();
    }
  }

  private record Row(long delivery, Database database, int number) {
    Attempt attempt() {
      return database.attempt(number);
    }

    @Nullable String outcome() {
      return attempt().is(Status.OPEN) ? null : word(attempt().status());
    }

    @Nullable String remoteId() {
      return attempt().id() == 0 ? null : Integer.toString(attempt().id());
    }
  }

  private static void storeAttempts(Connection connection, List<Stored> all) throws SQLException {
    List<Row> rows = new ArrayList<>();
    for (Stored each : all) {
      for (int number = 1; number <= each.database().attempts().size(); number++) {
        rows.add(new Row(each.number(), each.database(), number));
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, outcome,
                                  remote_id, settled_at)
            SELECT a.*, CASE WHEN a.outcome IS NOT NULL THEN ?::timestamptz END
            FROM (
              SELECT delivery_id, part, number, claim, 'n', 'body', sha256('body'), outcome, remote_id
              FROM unnest(?::bigint[], ?::smallint[], ?::smallint[], ?::bigint[], ?::text[],
                          ?::text[])
                AS g (delivery_id, part, number, claim, outcome, remote_id)) AS a
            """)) {
      statement.setObject(1, timestamp(DUE));
      int unused =
          Unnest.from(statement, 2, rows)
              .column("bigint", Row::delivery)
              .column("smallint", row -> row.attempt().part())
              .column("smallint", row -> tryOf(row.database(), row.number()))
              .column("bigint", row -> row.attempt().token())
              .column("text", Row::outcome)
              .column("text", Row::remoteId)
              .next();
      statement.executeUpdate();
    }
  }

  /** What stands there, by number. */
  static Map<Long, String> read(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT d.id, l.token, l.held_until > clock_timestamp() AS held,
                   coalesce(d.ended, w.state) AS state, w.claim, t.part, t.number, t.claim AS under,
                   t.outcome, t.remote_id
            FROM deliveries d
            JOIN leases l ON l.account_id = d.account_id
            LEFT JOIN waiting w ON w.delivery_id = d.id
            LEFT JOIN attempts t ON t.delivery_id = d.id
            ORDER BY d.id, t.part, t.number
            """)) {
      Map<Long, List<String>> told = new TreeMap<>();
      List<Boolean> unused =
          list(
              statement,
              row -> {
                List<String> words =
                    told.computeIfAbsent(row.getLong("id"), absent -> new ArrayList<>());
                if (words.isEmpty()) {
                  words.add(stands(row));
                }
                return row.getInt("part") == 0 || words.add(attempt(row));
              });
      return told.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, each -> String.join(", ", each.getValue())));
    }
  }

  private static String stands(ResultSet row) throws SQLException {
    return stands(
        row.getLong("token"), row.getBoolean("held"), row.getString("state"), row.getLong("claim"));
  }

  private static String attempt(ResultSet row) throws SQLException {
    @Nullable String outcome = row.getString("outcome");
    @Nullable String id = row.getString("remote_id");
    return attempt(
        row.getInt("part"),
        row.getInt("number"),
        row.getLong("under"),
        outcome == null ? word(Status.OPEN) : outcome,
        id == null ? "0" : id);
  }

  /** What the model says, in the words of {@link #read}. */
  static String told(Database database) {
    List<String> words = new ArrayList<>();
    words.add(
        stands(database.token(), database.held(), database.delivery().word(), database.claim()));
    for (int part = 1; part <= Database.PARTS; part++) {
      for (int number = 1; number <= database.attempts().size(); number++) {
        Attempt attempt = database.attempt(number);
        if (attempt.part() == part) {
          words.add(
              attempt(
                  part,
                  tryOf(database, number),
                  attempt.token(),
                  word(attempt.status()),
                  Integer.toString(attempt.id())));
        }
      }
    }
    return String.join(", ", words);
  }

  private static String stands(long token, boolean held, String state, long claim) {
    return "lease %d %s, %s%s"
        .formatted(token, held ? "running" : "over", state, claim == 0 ? "" : " under " + claim);
  }

  private static String attempt(int part, int number, long token, String outcome, String id) {
    return "%d.%d under %d %s%s"
        .formatted(part, number, token, outcome, id.equals("0") ? "" : " as " + id);
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** Which try at its part an attempt is, from 1. */
  static int tryOf(Database database, int number) {
    int part = database.attempt(number).part();
    return (int)
        IntStream.rangeClosed(1, number)
            .filter(each -> database.attempt(each).part() == part)
            .count();
  }

  /**
   * The program's attempt, as a node that has claimed the delivery would make it.
   *
   * @param tries how many attempts there were at the part when it did
   */
  static dev.belfry.publish.Attempt attempt(long number, long token, int part, int tries) {
    Claim claim =
        new Claim(
            number,
            new PostId(number),
            account(number),
            token,
            /* failures= */ 0,
            tries,
            /* correlation= */ null,
            IntStream.rangeClosed(1, Database.PARTS).mapToObj(i -> "body " + i).toList(),
            IntStream.range(1, part).mapToObj(i -> new SentPart("id " + i, null)).toList());
    return new dev.belfry.publish.Attempt(claim, part, new Request("body", null));
  }
}
