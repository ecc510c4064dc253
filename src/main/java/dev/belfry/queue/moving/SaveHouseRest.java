package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.compose.checks.TextDigest;
import dev.belfry.compose.moving.DeletedPost;
import dev.belfry.compose.moving.MovedFile;
import dev.belfry.compose.moving.MovedOccurrence;
import dev.belfry.compose.moving.MovedRestore;
import dev.belfry.compose.moving.MovedRestore.Sent;
import dev.belfry.compose.moving.MovedRule;
import dev.belfry.post.AccountName;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.ReadPost;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Saves what refers to posts of another Belfry that are here by now. */
public final class SaveHouseRest {
  private record Body(
      String account, int position, String body, int rules, @Nullable Long digest) {}

  private record Started(long rule, PostId post) {}

  private SaveHouseRest() {}

  /**
   * Notes posts that were deleted there, those of them that nobody here knows.
   *
   * @param belfry the database whose numbers they have
   * @param keepNumbers whether they get the same here
   */
  public static void deleted(
      Connection connection, UUID belfry, List<DeletedPost> posts, boolean keepNumbers)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH given AS (
              SELECT CASE WHEN ? THEN number ELSE nextval('posts_id_seq') END AS id, g.*
              FROM unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[])
                AS g (number, key, created_at, created_by, removed_at)
              WHERE NOT EXISTS (SELECT FROM moved_posts m
                                WHERE m.origin = ? AND m.number = g.number)
                AND NOT EXISTS (SELECT FROM posts p
                                WHERE p.id = g.number AND p.created_at = g.created_at
                                  AND ? = (SELECT id FROM origin))
            ), saved AS (
              INSERT INTO posts (id, key, created_at, created_by, removed_at)
                OVERRIDING SYSTEM VALUE
              SELECT id, key, created_at, created_by, removed_at FROM given ORDER BY key, id
              ON CONFLICT (key) DO NOTHING
              RETURNING id
            )
            INSERT INTO moved_posts (origin, number, post_id)
            SELECT ?, number, id FROM given JOIN saved USING (id)
            """)) {
      statement.setBoolean(1, keepNumbers);
      int next =
          Unnest.from(statement, 2, posts)
              .column("bigint", DeletedPost::post)
              .column("text", DeletedPost::key)
              .column("timestamptz", post -> timestamp(post.created()))
              .column("text", DeletedPost::by)
              .column("timestamptz", post -> timestamp(post.deleted()))
              .next();
      for (int i = 0; i < 3; i++) {
        statement.setObject(next + i, belfry);
      }
      statement.executeUpdate();
    }
  }

  /**
   * Has a post repeat as it did there.
   *
   * @return the rule's number here; empty where the post is not here, or has such a rule, or
   *     repeats by another
   */
  public static OptionalLong rule(Connection connection, UUID belfry, MovedRule rule)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO recurrences (post_id, cron, zone, since, times, until, created_by, ended_at)
            SELECT m.post_id, g.* FROM moved_posts m
            CROSS JOIN (VALUES (?, ?, ?::timestamptz, ?::int, ?::timestamptz, ?, ?::timestamptz))
              AS g (cron, zone, since, times, until, created_by, ended_at)
            WHERE m.origin = ? AND m.number = ?
              AND NOT EXISTS (
                SELECT FROM recurrences r
                WHERE r.post_id = m.post_id
                  AND ((r.cron, r.zone, r.since) = (g.cron, g.zone, g.since)
                    OR (r.ended_at IS NULL AND g.ended_at IS NULL)))
            RETURNING id, post_id
            """)) {
      statement.setString(1, rule.cron());
      statement.setString(2, rule.zone());
      statement.setObject(3, timestamp(rule.since()));
      statement.setObject(4, rule.times());
      statement.setObject(5, timestamp(rule.until()));
      statement.setString(6, rule.by());
      statement.setObject(7, timestamp(rule.ended()));
      statement.setObject(8, belfry);
      statement.setLong(9, rule.post());
      Optional<Started> started =
          first(
              statement, row -> new Started(row.getLong("id"), new PostId(row.getLong("post_id"))));
      if (started.isEmpty()) {
        return OptionalLong.empty();
      }
      bodies(connection, started.get(), rule);
      return OptionalLong.of(started.get().rule());
    }
  }

  private static void bodies(Connection connection, Started started, MovedRule rule)
      throws SQLException {
    Post post = ReadPost.wording(connection, started.post());
    List<Body> bodies = new ArrayList<>();
    for (MovedRule.Requests each : rule.accounts()) {
      @Nullable Long digest = TextDigest.of(post, AccountName.parse(each.account()));
      for (int i = 0; i < each.requests().size(); i++) {
        bodies.add(
            new Body(
                each.account(),
                i + 1,
                each.requests().get(i),
                each.rules(),
                i == 0 ? digest : null));
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO recurrence_parts
              (recurrence_id, account_id, position, body, rules, digest)
            SELECT ?, a.id, g.position, g.body, g.rules, g.digest
            FROM unnest(?::text[], ?::smallint[], ?::text[], ?::smallint[], ?::bigint[])
              AS g (account, position, body, rules, digest)
            JOIN accounts a ON a.name = g.account
            """)) {
      statement.setLong(1, started.rule());
      Unnest.from(statement, 2, bodies)
          .column("text", Body::account)
          .column("smallint", Body::position)
          .column("text", Body::body)
          .column("smallint", Body::rules)
          .column("bigint", Body::digest);
      statement.executeUpdate();
    }
  }

  /**
   * Notes which posts are which times of rules.
   *
   * @param occurrences each by its rule's number here, and its post's there
   */
  public static void occurrences(
      Connection connection, UUID belfry, List<MovedOccurrence> occurrences) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO occurrences (recurrence_id, nominal, at, post_id)
            SELECT g.rule, g.nominal, g.at, m.post_id
            FROM unnest(?::bigint[], ?::timestamp[], ?::timestamptz[], ?::bigint[])
              AS g (rule, nominal, at, number)
            JOIN moved_posts m ON m.origin = ? AND m.number = g.number
            ON CONFLICT DO NOTHING
            """)) {
      int next =
          Unnest.of(statement, occurrences)
              .column("bigint", MovedOccurrence::rule)
              .column("timestamp", MovedOccurrence::nominal)
              .column("timestamptz", each -> timestamp(each.at()))
              .column("bigint", MovedOccurrence::post)
              .next();
      statement.setObject(next, belfry);
      statement.executeUpdate();
    }
  }

  /** Notes which files are which posts, of folders that are known here. */
  public static void files(Connection connection, UUID belfry, List<MovedFile> files)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO synced_files (folder_id, path, digest, source, post_id)
            SELECT s.id, g.path, decode(g.digest, 'hex'), g.source, m.post_id
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
              AS g (folder, path, digest, source, number)
            JOIN synced_folders s ON s.name = g.folder
            JOIN moved_posts m ON m.origin = ? AND m.number = g.number
            ON CONFLICT DO NOTHING
            """)) {
      int next =
          Unnest.of(statement, files)
              .column("text", MovedFile::folder)
              .column("text", MovedFile::path)
              .column("text", MovedFile::digest)
              .column("text", MovedFile::source)
              .column("bigint", MovedFile::post)
              .next();
      statement.setObject(next, belfry);
      statement.executeUpdate();
    }
  }

  /**
   * Keeps from going out again what was kept there, and holds everything to be looked at where
   * nobody has looked there yet. One that was brought before stays as it is.
   */
  public static void restore(Connection connection, UUID belfry, MovedRestore restore)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO restores (node, epoch, sent_until, resumed_at, actor, deliveries)
            SELECT g.node, o.epoch, g.sent_until, g.resumed_at, g.actor,
                   ARRAY(SELECT d.id
                         FROM unnest(?::bigint[], ?::text[]) AS s (post, account)
                         JOIN moved_posts m ON m.origin = ? AND m.number = s.post
                         JOIN accounts a ON a.name = s.account
                         JOIN deliveries d ON d.post_id = m.post_id AND d.account_id = a.id
                         ORDER BY d.id)
            FROM origin o
            CROSS JOIN (VALUES (?, ?::timestamptz, ?::timestamptz, ?))
              AS g (node, sent_until, resumed_at, actor)
            WHERE NOT EXISTS (SELECT FROM restores r
                              WHERE r.node = g.node AND r.sent_until = g.sent_until)
            """)) {
      int next =
          Unnest.of(statement, restore.deliveries())
              .column("bigint", Sent::post)
              .column("text", Sent::account)
              .next();
      statement.setObject(next, belfry);
      statement.setString(next + 1, restore.node());
      statement.setObject(next + 2, timestamp(restore.sentUntil()));
      statement.setObject(next + 3, timestamp(restore.resumed()));
      statement.setString(next + 4, restore.by());
      statement.executeUpdate();
    }
  }
}
