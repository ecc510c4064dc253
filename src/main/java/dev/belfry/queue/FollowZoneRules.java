package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.account.Accounts;
import dev.belfry.post.AccountName;
import dev.belfry.post.PostId;
import dev.belfry.queue.MoveDeliveries.Move;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.SlotsOf;
import dev.belfry.schedule.TakenSlot;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets what waits follow the time-zone data of this program: where a country has changed its clocks
 * since a post was queued, its wall time is what its author meant, not the instant that it had
 * then.
 */
public final class FollowZoneRules {
  private record Waiting(
      long delivery,
      int accountId,
      AccountName account,
      PostId post,
      Moment moment,
      @Nullable Instant notBefore) {}

  private final Schedules schedules;
  private final Instant now;
  private final String actor;

  /**
   * @param now what is due by then stays where it is
   */
  public FollowZoneRules(Schedules schedules, Instant now, String actor) {
    this.schedules = schedules;
    this.now = now;
    this.actor = actor;
  }

  /** The version of the time-zone data that this program runs with: {@code 2026a}. */
  public static String version() {
    return ZoneRulesProvider.getVersions("UTC").lastKey();
  }

  /**
   * Resolves every wall time anew, where that was not done with data of this version, or a newer
   * one.
   *
   * @return what goes out at another moment now
   */
  public List<MovedPost> follow(Connection connection, String version) throws SQLException {
    if (known(connection, version).compareTo(version) >= 0) {
      return List.of();
    }
    Bookings.lock(connection, Accounts.all(connection));
    Map<String, Schedule> byName = new HashMap<>();
    schedules.all(connection).forEach(each -> byName.put(each.schedule().name(), each.schedule()));
    List<Move> moves = new ArrayList<>();
    List<MovedPost> moved = new ArrayList<>();
    for (Waiting each : waiting(connection)) {
      Moment anew = notBefore(each, resolve(each.moment, byName));
      if (!anew.equals(each.moment)) {
        moves.add(new Move(each.delivery, each.post, each.accountId, anew));
        moved.add(new MovedPost(each.post, each.account, each.moment, anew));
      }
    }
    MoveDeliveries.move(
        connection, moves, "the rules of its time zone are others since " + version, actor);
    remember(connection, version);
    return moved;
  }

  /** An embargo is over at an instant, whatever becomes of the clocks. */
  private static Moment notBefore(Waiting waiting, Moment anew) {
    Instant end = waiting.notBefore;
    return end == null || !anew.instant().isBefore(end) ? anew : Moment.at(end, anew.zone());
  }

  private static Moment resolve(Moment before, Map<String, Schedule> schedules) {
    TakenSlot slot = before.slot();
    if (slot == null) {
      return again(before);
    }
    return Optional.ofNullable(schedules.get(slot.name().schedule()))
        .flatMap(schedule -> SlotsOf.at(schedule, slot.name().nominal()))
        .map(there -> Moment.in(there, slot.any()))
        .orElse(before);
  }

  /** The second of two moments that a clock shows the time at stays where it was meant. */
  private static Moment again(Moment before) {
    LocalDateTime wall = before.wall();
    ZoneId zone = before.zone();
    if (LocalDateTime.ofInstant(before.instant(), zone).equals(wall)) {
      return before;
    }
    Instant instant = SlotsOf.firstMoment(wall, zone);
    return Moment.at(instant, zone);
  }

  /** Who asks waits for who is just resolving them. Where nobody ever has, they are as they are. */
  private static String known(Connection connection, String version) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO zone_rules (version) VALUES (?) ON CONFLICT DO NOTHING")) {
      statement.setString(1, version);
      statement.executeUpdate();
    }
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT version FROM zone_rules FOR UPDATE")) {
      return first(statement, row -> row.getString("version")).orElse(version);
    }
  }

  private static void remember(Connection connection, String version) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE zone_rules SET version = ?")) {
      statement.setString(1, version);
      statement.executeUpdate();
    }
  }

  private List<Waiting> waiting(Connection connection) throws SQLException {
    List<Long> locked = lockRows(connection);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.delivery_id, w.account_id, a.name, d.post_id, d.planned_at, d.wall_time, d.zone,
                   s.name AS schedule, b.nominal, b.any_slot, w.not_before
            FROM waiting w
            JOIN deliveries d ON d.id = w.delivery_id
            JOIN accounts a ON a.id = w.account_id
            LEFT JOIN bookings b ON b.delivery_id = w.delivery_id
            LEFT JOIN schedules s ON s.id = b.schedule_id
            WHERE w.delivery_id = ANY (?) AND d.planned_at > ? AND NOT d.exact
            ORDER BY d.planned_at, w.delivery_id
            """)) {
      Unnest.of(statement, locked).column("bigint", id -> id);
      statement.setObject(2, timestamp(now));
      return list(statement, FollowZoneRules::waiting);
    }
  }

  /**
   * In a statement of its own: what somebody is just giving another time is waited for here, and is
   * seen as it is then by the next statement.
   */
  private static List<Long> lockRows(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT delivery_id FROM waiting WHERE state IN ('scheduled', 'held')
            ORDER BY delivery_id
            FOR UPDATE
            """)) {
      return list(statement, row -> row.getLong("delivery_id"));
    }
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(
        row.getLong("delivery_id"),
        row.getInt("account_id"),
        AccountName.parse(row.getString("name")),
        new PostId(row.getLong("post_id")),
        Bookings.moment(row),
        instant(row, "not_before"));
  }
}
