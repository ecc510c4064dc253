package dev.belfry.queue;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  private static final String WAITING =
      """
      SELECT s.set_id, s.post_id, s.text_of, d.id AS delivery, d.planned_at,
             c.name AS schedule, b.nominal
      FROM evergreen_showings s
      JOIN posts p ON p.id = s.post_id AND p.removed_at IS NULL
      JOIN deliveries d ON d.post_id = s.post_id AND d.account_id = s.account_id
      JOIN waiting w ON w.delivery_id = d.id AND w.state = 'scheduled'
      JOIN bookings b ON b.delivery_id = d.id AND b.nominal = s.nominal
      JOIN schedules c ON c.id = b.schedule_id
      """;

  private UntouchedShowings() {}

  /**
   * Those of an account for times after the instant, which nobody else changes and no node claims
   * from here on. Left out is also what somebody is changing in this very moment: to wait for them
   * could be to wait for ever.
   */
  static List<Showing> lock(Connection connection, int account, Instant after) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            WAITING
                + """
                WHERE s.account_id = ? AND d.planned_at > ?
                ORDER BY d.planned_at
                FOR UPDATE OF p, w SKIP LOCKED
                """)) {
      statement.setInt(1, account);
      statement.setObject(2, timestamp(after));
      return asMade(connection, list(statement, UntouchedShowings::showing));
    }
  }

  /** Those of the posts, in the same way. */
  private static List<Showing> lock(Connection connection, Collection<PostId> posts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            WAITING
                + """
                WHERE s.post_id = ANY (?)
                ORDER BY d.planned_at
                FOR UPDATE OF p, w SKIP LOCKED
                """)) {
      Unnest.of(statement, List.copyOf(posts)).column("bigint", PostId::number);
      return asMade(connection, list(statement, UntouchedShowings::showing));
    }
  }

  private static List<Showing> asMade(Connection connection, List<Showing> showings)
      throws SQLException {
    List<Showing> asMade = new ArrayList<>();
    for (Showing showing : showings) {
      if (isAsMade(connection, showing)) {
        asMade.add(showing);
      }
    }
    return asMade;
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
   * @return those that were deleted: what has begun meanwhile stays
   */
  static Set<PostId> withdraw(Connection connection, List<Showing> showings, String actor)
      throws SQLException {
    Set<PostId> withdrawn = new HashSet<>();
    for (Showing showing : showings) {
      if (DeletePost.deleteUnbegun(connection, showing.post(), actor)) {
        forget(connection, showing.post());
        withdrawn.add(showing.post());
      }
    }
    return withdrawn;
  }

  /**
   * Deletes those of the posts that are untouched showings, so that their slots may be filled
   * again.
   *
   * @return those that were deleted: what is somebody's by now stays, and what has begun, or is
   *     being changed or claimed in this very moment
   */
  public static Set<PostId> withdraw(Connection connection, Collection<PostId> posts, String actor)
      throws SQLException {
    return withdraw(connection, lock(connection, posts), actor);
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
    return withdraw(connection, lock(connection, set, account), actor).size();
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
      withdrawn += withdraw(connection, showings, actor).size();
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
