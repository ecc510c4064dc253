package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.post.EventType;
import dev.belfry.post.PostId;
import dev.belfry.schedule.ReadCron;
import dev.belfry.schedule.Repeat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The rules by which posts repeat. Thread-safe. */
public final class Recurrences {
  private final ReadCron cron;

  public Recurrences(ReadCron cron) {
    this.cron = cron;
  }

  /** The rule of a post; empty where it does not repeat, or not any more. */
  public Optional<StoredRecurrence> of(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT r.id, r.post_id, r.cron, r.zone, r.since, r.times, r.until, r.created_by,
                   CASE WHEN r.times IS NULL THEN 0
                     ELSE (SELECT count(*) FROM occurrences WHERE recurrence_id = r.id)
                   END AS made,
                   (SELECT max(nominal) FROM occurrences WHERE recurrence_id = r.id) AS last
            FROM recurrences r
            WHERE r.post_id = ? AND r.ended_at IS NULL
            """)) {
      statement.setLong(1, post.number());
      return first(statement, this::recurrence);
    }
  }

  private StoredRecurrence recurrence(ResultSet row) throws SQLException {
    String expression = row.getString("cron");
    Repeat repeat =
        new Repeat(
            expression,
            cron.read(expression),
            ZoneId.of(row.getString("zone")),
            requireNonNull(instant(row, "since")),
            row.getObject("times", Integer.class),
            instant(row, "until"));
    return new StoredRecurrence(
        row.getLong("id"),
        new PostId(row.getLong("post_id")),
        repeat,
        row.getString("created_by"),
        row.getInt("made"),
        row.getObject("last", LocalDateTime.class));
  }

  /** The posts that repeat, by number. */
  public static List<PostId> posts(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT post_id FROM recurrences WHERE ended_at IS NULL ORDER BY post_id")) {
      return list(statement, row -> new PostId(row.getLong("post_id")));
    }
  }

  /**
   * The post that another is one time of, by a rule or of an evergreen set; empty where it is a
   * post by itself.
   */
  public static Optional<PostId> repeatedBy(Connection connection, PostId post)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT r.post_id FROM occurrences o JOIN recurrences r ON r.id = o.recurrence_id
            WHERE o.post_id = ?
            UNION ALL
            SELECT text_of FROM evergreen_showings WHERE post_id = ?
            """)) {
      statement.setLong(1, post.number());
      statement.setLong(2, post.number());
      return first(statement, row -> new PostId(row.getLong("post_id")));
    }
  }

  /** The accounts that a rule is for, by name. */
  public static List<Account> accounts(Connection connection, StoredRecurrence recurrence)
      throws SQLException {
    List<Integer> ids = RecurrenceParts.accounts(connection, recurrence.id());
    return ReadPost.read(connection, recurrence.post()).deliveries().stream()
        .map(StoredPost.StoredDelivery::account)
        .filter(account -> ids.contains(account.id()))
        .toList();
  }

  /**
   * A post repeats from now on. It must not repeat already, and must be locked by {@link
   * LockPosts#toChange}.
   *
   * @param plans what each account gets each time; their times do not matter
   */
  public static void start(
      Connection connection, PostId post, Repeat repeat, List<NewPlan> plans, String actor)
      throws SQLException {
    RecurrenceParts.replace(connection, insert(connection, post, repeat, actor), plans);
    RecordEvents.ofPost(connection, EventType.SCHEDULED, post, "repeats: " + repeat.words(), actor);
  }

  /** What a node began of the rule before in this very moment must not come again by this one. */
  private static long insert(Connection connection, PostId post, Repeat repeat, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO recurrences (post_id, cron, zone, since, times, until, created_by)
            SELECT ?, ?, ?, greatest(?::timestamptz, max(o.at)), ?, ?::timestamptz, ?
            FROM recurrences r
            JOIN occurrences o ON o.recurrence_id = r.id
            JOIN posts p ON p.id = o.post_id AND p.removed_at IS NULL
            JOIN deliveries d ON d.post_id = o.post_id AND d.planned_at = o.at
            WHERE r.post_id = ?
            RETURNING id
            """)) {
      statement.setLong(1, post.number());
      statement.setString(2, repeat.cron());
      statement.setString(3, repeat.zone().getId());
      statement.setObject(4, timestamp(repeat.since()));
      statement.setObject(5, repeat.count(), Types.INTEGER);
      statement.setObject(6, timestamp(repeat.until()));
      statement.setString(7, actor);
      statement.setLong(8, post.number());
      return first(statement, row -> row.getLong("id")).orElseThrow();
    }
  }

  /**
   * A post repeats no more, and what was made of its rule and has not begun is deleted. Does
   * nothing where it does not repeat.
   *
   * @param after only what was planned for later is deleted
   * @return how many were deleted; empty where the post did not repeat
   */
  public static Optional<Integer> end(
      Connection connection, PostId post, Instant after, String actor) throws SQLException {
    // Before the rule is read: a node may be making posts of it in this very moment.
    LockPosts.toChange(connection, post);
    Optional<Long> ended = end(connection, post);
    if (ended.isEmpty()) {
      return Optional.empty();
    }
    RecordEvents.ofPost(connection, EventType.UNSCHEDULED, post, "repeats no more", actor);
    int deleted = 0;
    for (PostId occurrence : Occurrences.lockWaiting(connection, ended.get(), after)) {
      deleted += DeletePost.deleteUnbegun(connection, occurrence, actor) ? 1 : 0;
    }
    return Optional.of(deleted);
  }

  private static Optional<Long> end(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE recurrences SET ended_at = clock_timestamp()
            WHERE post_id = ? AND ended_at IS NULL
            RETURNING id
            """)) {
      statement.setLong(1, post.number());
      return first(statement, row -> row.getLong("id"));
    }
  }
}
