package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;

import dev.belfry.account.Account;
import dev.belfry.account.LatePolicy;
import dev.belfry.post.ClosestName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.schedule.ReadCron;
import dev.belfry.schedule.ReadSchedule;
import dev.belfry.schedule.Schedule;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The schedules in the database. Thread-safe. */
public final class Schedules {
  private final ReadCron cron;

  public Schedules(ReadCron cron) {
    this.cron = cron;
  }

  /** Every schedule, by name. */
  public List<StoredSchedule> all(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id, name, source FROM schedules ORDER BY name")) {
      return list(statement, this::stored);
    }
  }

  /** The schedules that an account's posts may be queued into, by name. */
  public List<Schedule> of(Connection connection, Account account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT s.id, s.name, s.source
            FROM schedules s JOIN schedule_accounts a ON a.schedule_id = s.id
            WHERE a.account_id = ?
            ORDER BY s.name
            """)) {
      statement.setInt(1, account.id());
      return list(statement, row -> stored(row).schedule());
    }
  }

  /**
   * The schedule of that name.
   *
   * @throws NotPossible where there is none
   */
  public StoredSchedule get(Connection connection, String name) throws SQLException {
    List<StoredSchedule> all = all(connection);
    return find(all, name)
        .orElseThrow(
            () -> {
              List<String> names = all.stream().map(each -> each.schedule().name()).toList();
              String hint = ClosestName.hint(name, names);
              return new NotPossible(
                  "there is no schedule %s here%s"
                      .formatted(
                          name, hint.isEmpty() ? "; belfry schedules list shows them" : hint));
            });
  }

  /** The one of that name among them. */
  public static Optional<StoredSchedule> find(List<StoredSchedule> among, String name) {
    return among.stream().filter(each -> each.schedule().name().equals(name)).findFirst();
  }

  private StoredSchedule stored(ResultSet row) throws SQLException {
    String source = row.getString("source");
    try {
      return new StoredSchedule(row.getInt("id"), ReadSchedule.read(source, cron), source);
    } catch (InvalidInput e) {
      throw new NotPossible(
          "the schedule %s was applied by another Belfry, and this one can't read it (%s); apply it again"
              .formatted(row.getString("name"), e.getMessage()));
    }
  }

  /**
   * Takes a schedule in, or its new version in the place of the old.
   *
   * @param accounts those that it names
   */
  public static void put(
      Connection connection, Schedule schedule, String source, List<Account> accounts, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH schedule AS (
              INSERT INTO schedules (name, source, late, applied_by) VALUES (?, ?, ?, ?)
              ON CONFLICT (name) DO UPDATE SET
                source = excluded.source, late = excluded.late, applied_by = excluded.applied_by,
                applied_at = clock_timestamp()
              RETURNING id),
            gone AS (
              DELETE FROM schedule_accounts USING schedule
              WHERE schedule_id = id AND account_id <> ALL (?::int[]))
            INSERT INTO schedule_accounts (schedule_id, account_id)
            SELECT id, account_id FROM schedule, unnest(?::int[]) AS account_id
            ON CONFLICT DO NOTHING
            """)) {
      LatePolicy late = schedule.late();
      statement.setString(1, schedule.name());
      statement.setString(2, source);
      statement.setString(3, late == null ? null : late.word());
      statement.setString(4, actor);
      Unnest.from(statement, 5, accounts).column("int", Account::id);
      Unnest.from(statement, 6, accounts).column("int", Account::id);
      statement.executeUpdate();
    }
  }

  /**
   * Takes a schedule out.
   *
   * @throws NotPossible where posts wait in its slots, or an evergreen set fills them
   */
  public static void remove(Connection connection, StoredSchedule schedule) throws SQLException {
    List<String> sets = EvergreenSets.on(connection, schedule.id());
    if (!sets.isEmpty()) {
      throw new NotPossible(
          "the evergreen set %s fills the slots of %s; belfry evergreen change %s --schedule NAME gives it others, belfry evergreen delete %s ends it"
              .formatted(sets.get(0), schedule.schedule().name(), sets.get(0), sets.get(0)));
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH over AS (
              DELETE FROM bookings b
              WHERE schedule_id = ?
                AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.delivery_id = b.delivery_id)
              RETURNING delivery_id)
            SELECT count(*) AS waiting FROM bookings
            WHERE schedule_id = ? AND delivery_id NOT IN (SELECT delivery_id FROM over)
            """)) {
      statement.setInt(1, schedule.id());
      statement.setInt(2, schedule.id());
      long waiting = list(statement, row -> row.getLong("waiting")).get(0);
      if (waiting > 0) {
        throw new NotPossible(
            "posts wait in slots of %s (%d of them); give them other times, or unschedule them, first"
                .formatted(schedule.schedule().name(), waiting));
      }
    }
    delete(connection, schedule.id());
  }

  private static void delete(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM schedules WHERE id = ?")) {
      statement.setInt(1, id);
      statement.executeUpdate();
    }
  }
}
