package dev.belfry.audit;

import dev.belfry.publish.LivePart;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes down the parts that went out in the request of an earlier one. */
final class FurtherParts {
  /**
   * One of them.
   *
   * @param carrier the position of the part whose attempt carried it
   * @param number which try at that part the attempt was
   */
  private record Row(long delivery, int carrier, int number, int position, LivePart part) {}

  private final List<Row> rows = new ArrayList<>();

  /** Adds what an attempt carried besides its own part. */
  void add(long delivery, int carrier, int number, List<LivePart> further) {
    int position = carrier;
    for (LivePart part : further) {
      position++;
      rows.add(new Row(delivery, carrier, number, position, part));
    }
  }

  /**
   * Each of them gets an attempt of its own, which is settled already, and its event.
   *
   * @param settled the deliveries whose carrying attempts were settled just now; of the others
   *     everything is written down already
   */
  void record(Connection connection, Set<Long> settled, String actor) throws SQLException {
    rows.removeIf(row -> !settled.contains(row.delivery()));
    if (!rows.isEmpty()) {
      insert(connection, actor);
    }
  }

  private void insert(Connection connection, String actor) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH f AS (
              SELECT f.*, t.claim, t.node, t.opened_at, t.sha256, d.post_id, a.name,
                     1 + coalesce((SELECT max(number) FROM attempts o
                                   WHERE o.delivery_id = f.delivery_id AND o.part = f.part), 0)
                       AS own_number
              FROM unnest(?::bigint[], ?::smallint[], ?::smallint[], ?::smallint[], ?::text[],
                          ?::text[], ?::text[]) WITH ORDINALITY
                AS f (delivery_id, carrier, number, part, remote_id, remote_cid, url, place)
              JOIN attempts t ON t.delivery_id = f.delivery_id AND t.part = f.carrier
                AND t.number = f.number
              JOIN deliveries d ON d.id = f.delivery_id
              JOIN accounts a ON a.id = d.account_id),
            written AS (
              INSERT INTO attempts (delivery_id, part, number, claim, node, opened_at, body, sha256,
                                    settled_at, outcome, remote_id, remote_cid, url)
              SELECT delivery_id, part, own_number, claim, node, opened_at, '', sha256,
                     clock_timestamp(), 'posted', remote_id, remote_cid, url
              FROM f)
            INSERT INTO history (event, post_id, account, part, attempt, remote_id, url, text,
                                 media, payload_sha256, detail, actor)
            SELECT 'published', f.post_id, f.name, f.part, f.own_number, f.remote_id, f.url,
                   worded(p.text, p.wording, f.name),
                   (SELECT jsonb_agg(jsonb_build_object(
                             'sha256', encode(m.sha256, 'hex'), 'alt', m.alt) ORDER BY m.position)
                    FROM part_media m WHERE m.post_id = f.post_id AND m.part = f.part),
                   f.sha256, 'in the request of part ' || f.carrier, ?
            FROM f
            LEFT JOIN parts p ON p.post_id = f.post_id AND p.position = f.part
            ORDER BY f.place
            """)) {
      int next =
          Unnest.of(statement, rows)
              .column("bigint", Row::delivery)
              .column("smallint", Row::carrier)
              .column("smallint", Row::number)
              .column("smallint", Row::position)
              .column("text", row -> row.part().remoteId())
              .column("text", row -> row.part().cid())
              .column("text", row -> row.part().url())
              .next();
      statement.setString(next, actor);
      statement.executeUpdate();
    }
  }
}
