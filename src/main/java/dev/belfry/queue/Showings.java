package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.post.PostId;
import dev.belfry.schedule.SlotName;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The posts that were made of evergreen sets, each for a slot. */
public final class Showings {

  /**
   * One that waits, and that nobody has laid hands on.
   *
   * @param textOf the post whose words it has
   */
  record Showing(int set, PostId post, PostId textOf, long delivery, Instant at, SlotName slot) {}

  /** One that was made. */
  record Made(LocalDateTime nominal, Instant at, PostId textOf, PostId post) {}

  /** Whose words a showing has, and of which set it is. */
  public record Origin(String set, PostId textOf) {}

  private Showings() {}

  /** What a post shows; empty where it is a post by itself. */
  public static Optional<Origin> origin(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT e.name, s.text_of
            FROM evergreen_showings s JOIN evergreen_sets e ON e.id = s.set_id
            WHERE s.post_id = ?
            """)) {
      statement.setLong(1, post.number());
      return first(
          statement, row -> new Origin(row.getString("name"), new PostId(row.getLong("text_of"))));
    }
  }

  /**
   * Those of an account for times after the instant, which nobody else changes and no node claims
   * from here on. Left out is what somebody has held, moved or rewritten, for it is theirs, and
   * what somebody is changing in this very moment: to wait for them could be to wait for ever.
   */
  static List<Showing> lockWaiting(Connection connection, int account, Instant after)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT s.set_id, s.post_id, s.text_of, d.id AS delivery, d.planned_at,
                   c.name AS schedule, b.nominal
            FROM evergreen_showings s
            JOIN posts p ON p.id = s.post_id AND p.removed_at IS NULL
            JOIN deliveries d ON d.post_id = s.post_id AND d.account_id = s.account_id
            JOIN waiting w ON w.delivery_id = d.id AND w.state = 'scheduled'
            JOIN bookings b ON b.delivery_id = d.id AND b.nominal = s.nominal
            JOIN schedules c ON c.id = b.schedule_id
            WHERE s.account_id = ? AND d.planned_at > ?
            ORDER BY d.planned_at
            FOR UPDATE OF p, w SKIP LOCKED
            """)) {
      statement.setInt(1, account);
      statement.setObject(2, timestamp(after));
      List<Showing> showings = new ArrayList<>();
      for (Showing showing : list(statement, Showings::showing)) {
        if (isAsMade(connection, showing)) {
          showings.add(showing);
        }
      }
      return showings;
    }
  }

  private static Showing showing(ResultSet row) throws SQLException {
    return new Showing(
        row.getInt("set_id"),
        new PostId(row.getLong("post_id")),
        new PostId(row.getLong("text_of")),
        row.getLong("delivery"),
        requireNonNull(instant(row, "planned_at")),
        requireNonNull(Bookings.slot(row)));
  }

  /** Whether it goes where it was made for and says what it was made to say. */
  private static boolean isAsMade(Connection connection, Showing showing) throws SQLException {
    return ReadPost.read(connection, showing.post()).deliveries().size() == 1
        && ReadPost.wording(connection, showing.post())
            .equals(RewordCopies.copy(ReadPost.wording(connection, showing.textOf())));
  }

  /**
   * Deletes showings, so that their slots may be filled again.
   *
   * @return how many were deleted: what has begun meanwhile stays
   */
  static int withdraw(Connection connection, List<Showing> showings, String actor)
      throws SQLException {
    int withdrawn = 0;
    for (Showing showing : showings) {
      if (DeletePost.deleteUnbegun(connection, showing.post(), actor)) {
        forget(connection, showing.post());
        withdrawn++;
      }
    }
    return withdrawn;
  }

  /**
   * Deletes what of a set has not begun, so that its slots may be filled again; but not what
   * somebody has laid hands on. The set is locked.
   *
   * @return how many were deleted
   */
  public static int withdraw(Connection connection, EvergreenSet set, String actor)
      throws SQLException {
    int withdrawn = 0;
    for (Account account : set.accounts()) {
      withdrawn += withdrawFrom(connection, set, account, actor);
    }
    return withdrawn;
  }

  /** The same, from one account. */
  public static int withdrawFrom(
      Connection connection, EvergreenSet set, Account account, String actor) throws SQLException {
    return withdraw(connection, mine(connection, set, account, /* textOf= */ null), actor);
  }

  /** The same, of what has the words of one post. */
  static int withdrawOf(Connection connection, EvergreenSet set, PostId textOf, String actor)
      throws SQLException {
    int withdrawn = 0;
    for (Account account : set.accounts()) {
      withdrawn += withdraw(connection, mine(connection, set, account, textOf), actor);
    }
    return withdrawn;
  }

  private static List<Showing> mine(
      Connection connection, EvergreenSet set, Account account, @Nullable PostId textOf)
      throws SQLException {
    return lockWaiting(connection, account.id(), Instant.EPOCH).stream()
        .filter(each -> each.set() == set.id())
        .filter(each -> textOf == null || each.textOf().equals(textOf))
        .toList();
  }

  private static void forget(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM evergreen_showings WHERE post_id = ?")) {
      statement.setLong(1, post.number());
      statement.executeUpdate();
    }
  }

  /**
   * The posts of a set that have the words of one of it and still wait somewhere, by number. From
   * here on nobody else changes them.
   */
  static List<PostId> lockWaitingOf(Connection connection, int set, PostId textOf)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT p.id FROM posts p
            WHERE p.removed_at IS NULL
              AND p.id IN (SELECT s.post_id
                           FROM evergreen_showings s
                           JOIN deliveries d ON d.post_id = s.post_id
                           JOIN waiting w ON w.delivery_id = d.id
                           WHERE s.set_id = ? AND s.text_of = ?)
            ORDER BY p.id
            FOR UPDATE OF p
            """)) {
      statement.setInt(1, set);
      statement.setLong(2, textOf.number());
      return list(statement, row -> new PostId(row.getLong("id")));
    }
  }

  /** Notes what was made for an account; none of its slots was noted before. */
  static void insert(Connection connection, int set, int account, List<Made> made)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO evergreen_showings (set_id, account_id, nominal, at, text_of, post_id)
            SELECT ?, ?, *
            FROM unnest(?::timestamp[], ?::timestamptz[], ?::bigint[], ?::bigint[])
            """)) {
      statement.setInt(1, set);
      statement.setInt(2, account);
      Unnest.from(statement, 3, made)
          .column("timestamp", Made::nominal)
          .column("timestamptz", each -> timestamp(each.at()))
          .column("bigint", each -> each.textOf().number())
          .column("bigint", each -> each.post().number());
      statement.executeUpdate();
    }
  }

  /** What was made of a set for an account, for slots after the instant, in order. */
  static List<Made> made(Connection connection, int set, int account, Instant after)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT nominal, at, text_of, post_id FROM evergreen_showings
            WHERE set_id = ? AND account_id = ? AND at > ?
            ORDER BY at
            """)) {
      return bindAndRead(statement, set, account, after);
    }
  }

  /** The same, of what still waits in its slot. */
  static List<Made> waiting(Connection connection, int set, int account, Instant after)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT s.nominal, d.planned_at AS at, s.text_of, s.post_id
            FROM evergreen_showings s
            JOIN deliveries d ON d.post_id = s.post_id AND d.account_id = s.account_id
            JOIN waiting w ON w.delivery_id = d.id
            JOIN bookings b ON b.delivery_id = d.id AND b.nominal = s.nominal
            WHERE s.set_id = ? AND s.account_id = ? AND d.planned_at > ?
            ORDER BY d.planned_at
            """)) {
      return bindAndRead(statement, set, account, after);
    }
  }

  private static List<Made> bindAndRead(
      PreparedStatement statement, int set, int account, Instant after) throws SQLException {
    statement.setInt(1, set);
    statement.setInt(2, account);
    statement.setObject(3, timestamp(after));
    return list(
        statement,
        row ->
            new Made(
                row.getObject("nominal", LocalDateTime.class),
                requireNonNull(instant(row, "at")),
                new PostId(row.getLong("text_of")),
                new PostId(row.getLong("post_id"))));
  }

  /** When a post was made of each text of a set last, for an account, whatever became of it. */
  static Map<PostId, Instant> turns(Connection connection, int set, int account)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT text_of, max(at) AS at FROM evergreen_showings
            WHERE set_id = ? AND account_id = ?
            GROUP BY text_of
            """)) {
      statement.setInt(1, set);
      statement.setInt(2, account);
      Map<PostId, Instant> turns = new HashMap<>();
      for (Map.Entry<PostId, Instant> turn :
          list(
              statement,
              row ->
                  Map.entry(
                      new PostId(row.getLong("text_of")), requireNonNull(instant(row, "at"))))) {
        turns.put(turn.getKey(), turn.getValue());
      }
      return turns;
    }
  }
}
