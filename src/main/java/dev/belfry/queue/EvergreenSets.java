package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.ClosestName;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.EvergreenSet.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The evergreen sets in the database. Whoever changes one locks it first; posts are locked before a
 * set, accounts after it.
 */
public final class EvergreenSets {
  private record Head(
      int id,
      String name,
      String schedule,
      int restDays,
      @Nullable String held,
      String createdBy) {}

  private EvergreenSets() {}

  /** The names of all of them, in order. */
  public static List<String> names(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT name FROM evergreen_sets WHERE removed_at IS NULL ORDER BY name")) {
      return list(statement, row -> row.getString("name"));
    }
  }

  /**
   * The set of that name.
   *
   * @throws NotPossible where there is none
   */
  public static EvergreenSet get(Connection connection, String name) throws SQLException {
    Optional<EvergreenSet> found = find(connection, name);
    if (found.isPresent()) {
      return found.get();
    }
    String hint = ClosestName.hint(name, names(connection));
    throw new NotPossible(
        "there is no evergreen set %s here%s"
            .formatted(name, hint.isEmpty() ? "; belfry evergreen list shows them" : hint));
  }

  /** The set of that name; empty where there is none. */
  public static Optional<EvergreenSet> find(Connection connection, String name)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT e.id, e.name, s.name AS schedule, e.rest_days, e.held, e.created_by
            FROM evergreen_sets e JOIN schedules s ON s.id = e.schedule_id
            WHERE e.name = ? AND e.removed_at IS NULL
            """)) {
      statement.setString(1, name);
      Optional<Head> head = first(statement, EvergreenSets::head);
      return head.isEmpty() ? Optional.empty() : Optional.of(whole(connection, head.get()));
    }
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getInt("id"),
        row.getString("name"),
        row.getString("schedule"),
        row.getInt("rest_days"),
        row.getString("held"),
        row.getString("created_by"));
  }

  private static EvergreenSet whole(Connection connection, Head head) throws SQLException {
    return new EvergreenSet(
        head.id(),
        head.name(),
        head.schedule(),
        head.restDays(),
        head.held(),
        head.createdBy(),
        places(connection, head.id()));
  }

  private static List<Place> places(Connection connection, int set) throws SQLException {
    List<Account> accounts = Accounts.all(connection);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT account_id, reached FROM evergreen_accounts WHERE set_id = ?")) {
      statement.setInt(1, set);
      List<Place> places = new ArrayList<>();
      for (Optional<Place> place : list(statement, row -> place(row, accounts))) {
        place.ifPresent(places::add);
      }
      places.sort((one, other) -> name(one).compareTo(name(other)));
      return places;
    }
  }

  private static Optional<Place> place(ResultSet row, List<Account> accounts) throws SQLException {
    int id = row.getInt("account_id");
    Instant reached = requireNonNull(instant(row, "reached"));
    return accounts.stream()
        .filter(account -> account.id() == id)
        .findFirst()
        .map(account -> new Place(account, reached));
  }

  private static String name(Place place) {
    return place.account().name().toString();
  }

  /**
   * The set of that name; from here on nobody else changes it or makes showings of it.
   *
   * @throws NotPossible where there is none
   */
  public static EvergreenSet lock(Connection connection, String name) throws SQLException {
    lockRow(connection, name);
    return get(connection, name);
  }

  /** The same, where it may be gone by now: then empty. */
  static Optional<EvergreenSet> lockIfThere(Connection connection, String name)
      throws SQLException {
    lockRow(connection, name);
    return find(connection, name);
  }

  /**
   * The sets that a post is in, by name; from here on nobody else changes them. The post is locked,
   * so that nobody puts it into another.
   */
  public static List<EvergreenSet> lockThoseOf(Connection connection, PostId post)
      throws SQLException {
    List<EvergreenSet> sets = new ArrayList<>();
    for (String name : EvergreenTexts.setsOf(connection, post)) {
      Optional<EvergreenSet> set = lockIfThere(connection, name);
      // Whoever was waited for may have taken it out.
      if (set.isPresent() && EvergreenTexts.setsOf(connection, post).contains(name)) {
        sets.add(set.get());
      }
    }
    return sets;
  }

  /** In a statement of its own: the next one sees what somebody did who was waited for. */
  private static void lockRow(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM evergreen_sets WHERE name = ? AND removed_at IS NULL FOR UPDATE")) {
      statement.setString(1, name);
      statement.execute();
    }
  }

  /** All sets, by name; from here on nobody else changes one or makes showings. */
  public static List<EvergreenSet> lockAll(Connection connection) throws SQLException {
    List<EvergreenSet> sets = new ArrayList<>();
    for (String name : names(connection)) {
      lockIfThere(connection, name).ifPresent(sets::add);
    }
    return sets;
  }

  /** The sets that fill slots of a schedule, by name. */
  static List<String> on(Connection connection, int schedule) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT name FROM evergreen_sets WHERE schedule_id = ? ORDER BY name")) {
      statement.setInt(1, schedule);
      return list(statement, row -> row.getString("name"));
    }
  }
}
