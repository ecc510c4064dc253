package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.post.PostId;
import dev.belfry.schedule.SlotName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The posts that were made of evergreen sets, that wait, and that nobody has laid hands on: what
 * somebody has held, moved or rewritten is theirs.
 */
public final class UntouchedShowings {

  /**
   * One of them.
   *
   * @param textOf the post whose words it has
   */
  record Showing(int set, PostId post, PostId textOf, long delivery, Instant at, SlotName slot) {}

  private UntouchedShowings() {}

  /**
   * Those of an account for times after the instant, which nobody else changes and no node claims
   * from here on. Left out is also what somebody is changing in this very moment: to wait for them
   * could be to wait for ever.
   */
  static List<Showing> lock(Connection connection, int account, Instant after) throws SQLException {
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
      for (Showing showing : list(statement, UntouchedShowings::showing)) {
        if (isAsMade(connection, showing)) {
          showings.add(showing);
        }
      }
      return showings;
    }
  }

  /**
   * Those of a set on an account, whatever their times; kept as they are is the whole account's.
   */
  static List<Showing> lock(Connection connection, EvergreenSet set, Account account)
      throws SQLException {
    return lock(connection, account.id(), Instant.EPOCH).stream()
        .filter(each -> each.set() == set.id())
        .toList();
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
    return withdraw(connection, lock(connection, set, account), actor);
  }

  /** The same, of what has the words of one post. */
  static int withdrawOf(Connection connection, EvergreenSet set, PostId textOf, String actor)
      throws SQLException {
    int withdrawn = 0;
    for (Account account : set.accounts()) {
      List<Showing> showings =
          lock(connection, set, account).stream()
              .filter(each -> each.textOf().equals(textOf))
              .toList();
      withdrawn += withdraw(connection, showings, actor);
    }
    return withdrawn;
  }

  private static void forget(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM evergreen_showings WHERE post_id = ?")) {
      statement.setLong(1, post.number());
      statement.executeUpdate();
    }
  }
}
