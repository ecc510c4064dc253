package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.instant;
import static java.util.Objects.requireNonNull;

import dev.belfry.compose.moving.DeletedPost;
import dev.belfry.compose.moving.HouseLine;
import dev.belfry.compose.moving.MovedFile;
import dev.belfry.compose.moving.MovedFolder;
import dev.belfry.compose.moving.MovedOccurrence;
import dev.belfry.compose.moving.MovedRestore;
import dev.belfry.compose.moving.MovedRestore.Sent;
import dev.belfry.compose.moving.MovedRule;
import dev.belfry.compose.moving.MovedRule.Requests;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Reads what refers to a Belfry's posts: deleted ones, rules, synced folders, sets, restores. */
public final class ReadHouseRest {
  private record Part(long rule, String account, int rules, String body) {}

  private ReadHouseRest() {}

  /** Hands out what an export ends with. */
  public static void end(Connection connection, Consumer<HouseLine> lines) throws SQLException {
    deleted(connection, lines);
    rules(connection, lines);
    occurrences(connection, lines);
    folders(connection, lines);
    files(connection, lines);
    ReadSets.read(connection, lines);
    restores(connection, lines);
  }

  private static void deleted(Connection connection, Consumer<HouseLine> lines)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT id, key, created_at, created_by, removed_at FROM posts
            WHERE removed_at IS NOT NULL ORDER BY id
            """)) {
      EachRow.hand(
          statement,
          row ->
              new DeletedPost(
                  row.getLong("id"),
                  row.getString("key"),
                  requireNonNull(instant(row, "created_at")),
                  row.getString("created_by"),
                  requireNonNull(instant(row, "removed_at"))),
          lines);
    }
  }

  private static void rules(Connection connection, Consumer<HouseLine> lines) throws SQLException {
    Map<Long, List<Part>> parts = parts(connection);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT id, post_id, cron, zone, since, times, until, created_by, ended_at
            FROM recurrences ORDER BY id
            """)) {
      EachRow.hand(
          statement, row -> rule(row, parts.getOrDefault(row.getLong("id"), List.of())), lines);
    }
  }

  private static MovedRule rule(ResultSet row, List<Part> parts) throws SQLException {
    Map<String, List<Part>> byAccount = new TreeMap<>();
    parts.forEach(
        part -> byAccount.computeIfAbsent(part.account(), name -> new ArrayList<>()).add(part));
    return new MovedRule(
        row.getLong("id"),
        row.getLong("post_id"),
        row.getString("cron"),
        row.getString("zone"),
        requireNonNull(instant(row, "since")),
        row.getObject("times", Integer.class),
        instant(row, "until"),
        row.getString("created_by"),
        instant(row, "ended_at"),
        byAccount.entrySet().stream()
            .map(
                each ->
                    new Requests(
                        each.getKey(),
                        each.getValue().get(0).rules(),
                        each.getValue().stream().map(Part::body).toList()))
            .toList());
  }

  /** Rules are few: a person made each of them. */
  private static Map<Long, List<Part>> parts(Connection connection) throws SQLException {
    Map<Long, List<Part>> parts = new TreeMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT p.recurrence_id, a.name, p.rules, p.body
            FROM recurrence_parts p JOIN accounts a ON a.id = p.account_id
            ORDER BY p.recurrence_id, a.name, p.position
            """)) {
      EachRow.<Part>hand(
          statement,
          row ->
              new Part(
                  row.getLong("recurrence_id"),
                  row.getString("name"),
                  row.getInt("rules"),
                  row.getString("body")),
          part -> parts.computeIfAbsent(part.rule(), rule -> new ArrayList<>()).add(part));
    }
    return parts;
  }

  private static void occurrences(Connection connection, Consumer<HouseLine> lines)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT recurrence_id, nominal, at, post_id FROM occurrences
            ORDER BY recurrence_id, nominal
            """)) {
      EachRow.hand(
          statement,
          row ->
              new MovedOccurrence(
                  row.getLong("recurrence_id"),
                  requireNonNull(row.getObject("nominal", LocalDateTime.class)),
                  requireNonNull(instant(row, "at")),
                  row.getLong("post_id")),
          lines);
    }
  }

  private static void folders(Connection connection, Consumer<HouseLine> lines)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT name, place, synced_by FROM synced_folders ORDER BY id")) {
      EachRow.hand(
          statement,
          row ->
              new MovedFolder(
                  row.getString("name"), row.getString("place"), row.getString("synced_by")),
          lines);
    }
  }

  private static void files(Connection connection, Consumer<HouseLine> lines) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT s.name, f.path, encode(f.digest, 'hex') AS digest, f.source, f.post_id
            FROM synced_files f JOIN synced_folders s ON s.id = f.folder_id
            ORDER BY f.folder_id, f.path
            """)) {
      EachRow.hand(
          statement,
          row ->
              new MovedFile(
                  row.getString("name"),
                  row.getString("path"),
                  row.getString("digest"),
                  row.getString("source"),
                  row.getLong("post_id")),
          lines);
    }
  }

  /** One that goes on and keeps nothing out any more is over. */
  private static void restores(Connection connection, Consumer<HouseLine> lines)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT r.node, r.sent_until, r.resumed_at, r.actor, s.posts, s.accounts
            FROM restores r
            CROSS JOIN LATERAL (
              SELECT coalesce(array_agg(d.post_id ORDER BY d.id), '{}') AS posts,
                     coalesce(array_agg(a.name ORDER BY d.id), '{}') AS accounts
              FROM deliveries d
              JOIN accounts a ON a.id = d.account_id
              JOIN posts p ON p.id = d.post_id AND p.removed_at IS NULL
              WHERE d.id = ANY (r.deliveries)) AS s
            WHERE r.resumed_at IS NULL OR s.posts <> '{}'
            ORDER BY r.id
            """)) {
      EachRow.hand(statement, ReadHouseRest::restore, lines);
    }
  }

  private static MovedRestore restore(ResultSet row) throws SQLException {
    Long[] posts = (Long[]) row.getArray("posts").getArray();
    String[] accounts = (String[]) row.getArray("accounts").getArray();
    return new MovedRestore(
        row.getString("node"),
        requireNonNull(instant(row, "sent_until")),
        instant(row, "resumed_at"),
        row.getString("actor"),
        IntStream.range(0, posts.length).mapToObj(i -> new Sent(posts[i], accounts[i])).toList());
  }
}
