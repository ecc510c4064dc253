package dev.belfry.cli;

import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What matters of each table, with names in the place of the numbers of accounts, schedules and
 * folders.
 */
final class HouseState {
  private static final String OF_POST = " FROM posts p ORDER BY p.id";
  private static final String OF_DELIVERY =
      " JOIN deliveries d ON d.id = t.delivery_id JOIN accounts a ON a.id = d.account_id"
          + " ORDER BY t.delivery_id, ";

  private static final Map<String, String> TABLES =
      Map.ofEntries(
          Map.entry(
              "accounts",
              "SELECT row(name, zone, premium, late_policy, late_after, spacing, when_absent,"
                  + " cards, monthly_cap, removed_at IS NULL)::text FROM accounts ORDER BY name"),
          Map.entry(
              "leases",
              "SELECT row(a.name, l.token)::text FROM leases l JOIN accounts a"
                  + " ON a.id = l.account_id ORDER BY a.name"),
          Map.entry(
              "holds",
              "SELECT row(a.name, h.reason, h.since, h.actor, h.until_log_in)::text"
                  + " FROM holds h LEFT JOIN accounts a ON a.id = h.account_id ORDER BY 1"),
          Map.entry(
              "posts",
              "SELECT row(id, key, quotes, visibility, language, warning, created_at, created_by,"
                  + " removed_at)::text"
                  + OF_POST),
          Map.entry(
              "parts",
              "SELECT row(t.post_id, t.position, t.text, t.wording)::text FROM parts t JOIN posts p"
                  + " ON p.id = t.post_id WHERE p.removed_at IS NULL ORDER BY 1"),
          Map.entry("part_media", "SELECT row(t.*)::text FROM part_media t ORDER BY 1"),
          Map.entry(
              "media",
              "SELECT row(sha256, type, width, height, animated, duration_ms, size)::text"
                  + " FROM media ORDER BY sha256"),
          Map.entry(
              "media_chunks",
              "SELECT row(sha256, n, md5(bytes))::text FROM media_chunks ORDER BY sha256, n"),
          Map.entry(
              "deliveries",
              "SELECT row(d.id, d.post_id, a.name, d.wall_time, d.zone, d.planned_at, d.exact,"
                  + " d.ended, d.ended_at)::text FROM deliveries d JOIN accounts a"
                  + " ON a.id = d.account_id JOIN posts p ON p.id = d.post_id"
                  + " WHERE p.removed_at IS NULL ORDER BY d.id"),
          Map.entry(
              "waiting",
              "SELECT row(t.delivery_id, a.name, t.due_at, t.state, t.failures, t.reason,"
                  + " t.look_at, t.looks, t.absences, t.cap)::text FROM waiting t"
                  + OF_DELIVERY
                  + "1"),
          Map.entry(
              "rendered_parts",
              "SELECT row(t.*)::text FROM rendered_parts t"
                  + " JOIN deliveries d ON d.id = t.delivery_id JOIN posts p ON p.id = d.post_id"
                  + " WHERE p.removed_at IS NULL ORDER BY t.delivery_id, t.position"),
          Map.entry(
              "attempts",
              "SELECT row(t.*)::text FROM attempts t ORDER BY delivery_id, part, number"),
          Map.entry(
              "retractions",
              "SELECT row(t.*)::text FROM retractions t ORDER BY delivery_id, part, number"),
          Map.entry(
              "schedules",
              "SELECT row(s.name, s.source, s.late, a.name)::text FROM schedules s"
                  + " JOIN schedule_accounts x ON x.schedule_id = s.id"
                  + " JOIN accounts a ON a.id = x.account_id ORDER BY 1"),
          Map.entry(
              "bookings",
              "SELECT row(t.delivery_id, a.name, s.name, t.nominal, t.any_slot)::text"
                  + " FROM bookings t JOIN schedules s ON s.id = t.schedule_id"
                  + OF_DELIVERY
                  + "1"),
          Map.entry(
              "recurrences",
              "SELECT row(post_id, cron, zone, since, times, until, created_by, ended_at)::text"
                  + " FROM recurrences ORDER BY id"),
          Map.entry(
              "recurrence_parts",
              "SELECT row(r.post_id, a.name, t.position, t.body, t.rules)::text"
                  + " FROM recurrence_parts t JOIN recurrences r ON r.id = t.recurrence_id"
                  + " JOIN accounts a ON a.id = t.account_id ORDER BY 1"),
          Map.entry(
              "occurrences",
              "SELECT row(r.post_id, t.nominal, t.at, t.post_id)::text FROM occurrences t"
                  + " JOIN recurrences r ON r.id = t.recurrence_id ORDER BY 1"),
          Map.entry(
              "evergreen_sets",
              "SELECT row(e.name, s.name, e.rest_days, e.held, e.created_by, a.name, x.reached)::text"
                  + " FROM evergreen_sets e JOIN schedules s ON s.id = e.schedule_id"
                  + " JOIN evergreen_accounts x ON x.set_id = e.id"
                  + " JOIN accounts a ON a.id = x.account_id ORDER BY 1"),
          Map.entry(
              "evergreen_texts",
              "SELECT row(e.name, t.post_id, t.member, t.turn, t.elsewhere, a.name, p.position,"
                  + " p.body, p.rules)::text FROM evergreen_texts t"
                  + " JOIN evergreen_sets e ON e.id = t.set_id"
                  + " JOIN evergreen_parts p USING (set_id, post_id)"
                  + " JOIN accounts a ON a.id = p.account_id ORDER BY 1"),
          Map.entry(
              "evergreen_showings",
              "SELECT row(e.name, a.name, t.nominal, t.at, t.text_of, t.post_id)::text"
                  + " FROM evergreen_showings t JOIN evergreen_sets e ON e.id = t.set_id"
                  + " JOIN accounts a ON a.id = t.account_id ORDER BY 1"),
          Map.entry(
              "restores",
              "SELECT row(node, sent_until, resumed_at, actor, deliveries)::text FROM restores"
                  + " ORDER BY id"),
          Map.entry(
              "synced_files",
              "SELECT row(s.name, s.place, s.synced_by, t.path, t.digest, t.source, t.post_id)::text"
                  + " FROM synced_files t JOIN synced_folders s ON s.id = t.folder_id ORDER BY 1"));

  private HouseState() {}

  /** Each table's rows, as text. */
  static Map<String, List<String>> of(DataSource source) {
    return new Database(Connections.of(source))
        .lend(
            connection -> {
              Map<String, List<String>> state = new TreeMap<>();
              for (Map.Entry<String, String> table : TABLES.entrySet()) {
                try (var statement = connection.prepareStatement(table.getValue())) {
                  state.put(table.getKey(), Rows.list(statement, row -> row.getString(1)));
                }
              }
              return state;
            });
  }
}
